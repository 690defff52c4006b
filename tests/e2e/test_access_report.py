"""Somebody asks what is stored about them: an organiser hands it over, as a paper and as a file (D9)."""
import io
import json
from pathlib import Path

import pypdf
from playwright.sync_api import Page, expect

from tests.e2e.cafe import Cafe
from tests.sample import Sample


def test_from_the_name_to_the_paper_and_the_file(shared_cafe: Cafe, sample: Sample, page: Page) -> None:
    shared_cafe.login(page, 'anja', '/datenschutz')
    page.get_by_label('Name oder Telefon', exact=True).fill('rademacher')
    row = page.get_by_role('listitem').filter(has_text='Jörg Rademacher')
    paper = row.get_by_role('link', name='Auskunft (PDF): Jörg Rademacher')
    assert paper.get_attribute('target') == '_blank'
    answered = page.request.get(shared_cafe.url + paper.get_attribute('href'))
    text = pypdf.PdfReader(io.BytesIO(answered.body())).pages[0].extract_text()
    assert 'Jörg Rademacher' in text
    assert '0351 7654321' in text
    with page.expect_download() as download:
        row.get_by_role('link', name='Auskunft (JSON): Jörg Rademacher').click()
    assert download.value.suggested_filename == 'auskunft.json'
    held = json.loads(Path(download.value.path()).read_text('utf-8'))
    assert held['person'][0]['first_name'] == 'Jörg'
    expect(page.get_by_role('heading', level=1)).to_have_text('Datenschutz')   # still here
    shared_cafe.open(page, f'/team?person={sample.joerg}')   # the same buttons stand on the sheet of the person
    expect(page.get_by_role('link', name='Auskunft (PDF)')).to_have_attribute(
        'href', f'/datenschutz/auskunft/{sample.joerg}.pdf')
