"""Numbers as people write them in German lists."""
import re

_CURRENCY = re.compile(r'(?i)^(?:€|eur(?:o)?\b)\s*|\s*(?:€|eur(?:o)?)$')


def amount(text: str) -> str:
    """'1.234,50 €' as a column for numbers takes it: '1234,50'. '1.234' is twelve hundred and more by German reading;
    '12.5' can only be a comma of another country. What is no number comes back as it is."""
    bare = _CURRENCY.sub('', text.strip()).replace('−', '-').replace('\u00a0', ' ')
    bare = re.sub(r'(?<=\d)[ \'’](?=\d{3}(?!\d))', '', bare)                # 1 234 and 1'234
    bare = re.sub(r'(?<=\d),[-–—]{1,2}$', '', bare)                         # 5,-
    if re.fullmatch(r'[-+]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?', bare):
        return bare.replace('.', '')
    if re.fullmatch(r'[-+]?\d{1,3}(?:,\d{3})+\.\d{1,2}', bare):            # 1,234.50
        return bare.replace(',', '').replace('.', ',')
    if re.fullmatch(r'[-+]?\d+\.\d{1,2}|[-+]?0\.\d{1,6}', bare):       # no thousands begin with 0
        return bare.replace('.', ',')
    return bare if re.fullmatch(r'[-+]?\d+(?:,\d+)?', bare) else text
