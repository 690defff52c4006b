"""Austausch: lists come in, lists go out. The two halves have files of their own."""
from db.i18n import _
from pages import export_section, import_section
from pages.theme import box, head


async def build() -> None:
    head(_('Austausch'), _('Listen herein und hinaus. Sichtbar nur für die Leitung.'))
    await import_section.draw()
    with box('kb-exchange'):
        await export_section.draw()
