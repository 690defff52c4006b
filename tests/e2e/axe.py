"""axe-core, the referee for accessibility. Its one JavaScript file comes with a Python package, so no npm is needed."""
from importlib.resources import files

from playwright.sync_api import Page

SCRIPT = files('axe_playwright_python').joinpath('axe.min.js').read_text('utf-8')
# WCAG 2.2 AA is what we promise; best-practice adds headings, landmarks and unique names.
POPUP = '#popup'   # NiceGUI's own „Verbindung verloren“, when axe keeps a slow computer too busy
ALIKE = 'tbody tr:nth-child(n+7)'   # the rows of a list are built alike, and each takes as long as the first
OPTIONS = {
    'runOnly': {'type': 'tag', 'values': ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']},
    'rules': {'target-size': {'enabled': True}},
    'resultTypes': ['violations'],
    'preload': False,   # fetching the style sheets once more would set off the page's own loading bar
}


def violations(page: Page, part: str = '') -> list[str]:
    """One line per complaint: the rule, the element, and what axe says is wrong with it. `part` is a selector: what
    stands around it has been looked at before."""
    if not page.evaluate('"axe" in window'):
        page.evaluate(SCRIPT)
    context = {'exclude': [POPUP, ALIKE]} | ({'include': [part]} if part else {})
    found = page.evaluate('([context, options]) => axe.run(context, options)', [context, OPTIONS])
    return [f"{each['id']}: {node['html'][:160]} – {' '.join(node['failureSummary'].split())}"
            for each in found['violations'] for node in each['nodes']]
