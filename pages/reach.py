"""Ways to reach somebody, as links: on a phone, calling is what they are looked up for."""
from db.i18n import _
from db.kinds import mail_link, phone_link, web_link
from pages import theme


def draw(phone: str, email: str, website: str = '') -> None:
    """One button for each that leads somewhere. A website opens beside the program and learns nothing about it."""
    call, write, look = phone_link(phone), mail_link(email), web_link(website)
    if call:
        theme.button(_('Anrufen'), 'soft', icon='o_call', to=call)
    if write:
        theme.button(_('E-Mail schreiben'), 'soft', icon='o_mail', to=write)
    if look:
        theme.button(_('Webseite'), 'soft', icon='o_open_in_new', to=look).props(
            'target=_blank rel="noopener noreferrer"')
