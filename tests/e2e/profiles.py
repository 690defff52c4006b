"""Browser profiles that serve one test after the other.

A browser that has just been born reads the whole program anew, which takes twice the processor time of all a test does
afterwards. So a profile goes on to the next test, without what was typed, kept and set in it.
"""
import itertools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Frame, Page, Route

HERE = {'locale': 'de-DE', 'timezone_id': 'Europe/Berlin'}
STILL = {'reduced_motion': 'reduce'}   # painting each step of what fades would take the processor from the rest
FORGET = 'localStorage.clear(); sessionStorage.clear()'
LIGHT = {'color_scheme': 'light', 'media': 'null', 'forced_colors': 'null'}   # 'null': as the browser has it
FOR_EVER = ('add_init_script', 'expose_function', 'expose_binding', 'route_web_socket', 'set_geolocation',
            'on')   # 'dialog': whoever listens to it answers for everybody
OWN_CLOCK = '"__pwClock" in window'   # one that a test has set cannot be taken out again


class Profile:
    def __init__(self, browser: Browser, device: dict) -> None:
        self._device = device
        self._origins: set[str] = set()
        self.context: BrowserContext = browser.new_context(**HERE | STILL | device)
        self.context.set_default_timeout(20_000)
        self.context.on('page', lambda page: page.on('framenavigated', self._note))
        self.page: Page = self.context.new_page()
        self._spoilt = False
        for where, name in itertools.product((self.context, self.page), FOR_EVER):
            if hasattr(where, name):
                setattr(where, name, self._noticed(getattr(where, name)))

    def is_clean(self) -> bool:
        """Whether the next test may have it, after everything has been put back."""
        try:
            for page in self.context.pages:
                if page is not self.page:
                    page.close()
            self.context.set_offline(False)
            self.context.unroute_all()
            self.page.unroute_all()
            if self._spoilt or self.page.evaluate(OWN_CLOCK):
                return False
            self._forget()
            self.context.clear_cookies()
            self.context.clear_permissions()
            for where in (self.context, self.page):
                where.set_extra_http_headers({})
            self.page.set_viewport_size(self._device['viewport'])
            self.page.emulate_media(**LIGHT | STILL)
            self.page.mouse.move(0, 0)
        except Error:
            return False
        return True

    def _noticed(self, act: Callable[..., Any]) -> Callable[..., Any]:
        """Done as asked, and remembered: it cannot be taken back."""
        def acting(*args: object, **more: object) -> object:
            self._spoilt = self._spoilt or act.__name__ != 'on' or args[:1] == ('dialog',)
            return act(*args, **more)
        return acting

    def _forget(self) -> None:
        self.page.route('**/*', empty_page)   # also where no program answers any more
        for origin in sorted(self._origins):
            self.page.goto(origin)
            self.page.evaluate(FORGET)
        self._origins.clear()
        self.page.unroute_all()

    def _note(self, frame: Frame) -> None:
        where = urlsplit(frame.url)
        if where.scheme in {'http', 'https'}:
            self._origins.add(f'{where.scheme}://{where.netloc}')


def empty_page(route: Route) -> None:
    route.fulfill(content_type='text/html', body='<title>leer</title>')


class Profiles:
    """Those of one browser."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: list[tuple[dict, Profile]] = []

    def take(self, device: dict) -> Profile:
        for at, (like, _profile) in enumerate(self._idle):
            if like == device:
                return self._idle.pop(at)[1]
        return Profile(self._browser, device)

    def put_back(self, device: dict, profile: Profile) -> None:
        if profile.is_clean():
            self._idle.append((device, profile))
        else:
            profile.context.close()
