"""Name and password, for the login and for a tablet whose PIN is closed or missing."""
from fastapi.responses import HTMLResponse

from db import pins, settings
from db.devices import DeviceLine
from pages import plain
from pages.bridge import in_store


async def show(wanted: str, *, name: str = '', error: str = '', status: int = 200,
               tablet: DeviceLine | None = None, removed: bool = False) -> HTMLResponse:
    """`removed`: this browser was a tablet of the counter and is none any more."""
    cafe = await in_store(settings.read)
    with_pin = tablet is not None and bool(await in_store(pins.owners))
    return plain.page('login', status, cafe=cafe.cafe_name or 'Kontaktbuch', wanted=wanted, name=name, error=error,
                      tablet=tablet.name if tablet else '', with_pin=with_pin, removed=removed)
