"""Browser profiles that serve one test after the other.

A browser that has just been born reads the whole program anew, which takes twice the processor time of all a test does
afterwards. So a profile goes on to the next test, without what was typed, kept and set in it.
"""
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Frame, Page, Route

HERE = {'locale': 'de-DE', 'timezone_id': 'Europe/Berlin'}
STILL = {'reduced_motion': 'reduce'}   # painting each step of what fades would take the processor from the rest
FORGET = 'localStorage.clear(); sessionStorage.clear()'
OWN_CLOCK = '"__pwClock" in window'   # one that a test has set cannot be taken out again


class Profile:
    def __init__(self, browser: Browser, device: dict) -> None:
        self._device = device
        self._origins: set[str] = set()
        self.context: BrowserContext = browser.new_context(**HERE | STILL | device)
        self.context.set_default_timeout(20_000)
        self.page: Page = self.context.new_page()
        self.page.on('framenavigated', self._note)

    def is_clean(self) -> bool:
        """Whether the next test may have it, after everything has been put back."""
        try:
            for page in self.context.pages:
                if page is not self.page:
                    page.close()
            self.context.set_offline(False)
            self.page.unroute_all()
            if self.page.evaluate(OWN_CLOCK):
                return False
            self._forget()
            self.context.clear_cookies()
            self.page.set_viewport_size(self._device['viewport'])
            self.page.emulate_media(color_scheme='light')
            self.page.mouse.move(0, 0)
        except Error:
            return False
        return True

    def _forget(self) -> None:
        self.page.route('**/*', empty_page)   # also where no program answers any more
        for origin in self._origins:
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
