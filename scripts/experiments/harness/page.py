"""One self-contained HTML page for each experiment, and one for all."""

import html
import json
import os

from harness.results import is_number

STYLE = '''
body { font: 16px/1.5 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }
table { border-collapse: collapse; margin: 1em 0; display: block; overflow-x: auto; }
td, th { padding: 0.15em 0.8em; text-align: right; border-bottom: 1px solid #ddd; }
td:first-child, th:first-child, .facts td { text-align: left; }
li.holds::marker { content: "\\2713  "; color: #27ae60; }
li.fails::marker { content: "\\2717  "; color: #c0392b; }
svg { max-width: 100%; height: auto; }
'''

HEAD = '''<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%s</title>
<style>%s</style>
</head>
<body>
'''


def table(rows, attributes=''):
    """An HTML table; the first row is the heading where there are no attributes."""
    lines = ['<table%s>' % attributes]
    for number, row in enumerate(rows):
        cell = 'th' if number == 0 and not attributes else 'td'
        lines.append('<tr>%s</tr>' % ''.join(
            '<%s>%s</%s>' % (cell, html.escape(str(value)), cell) for value in row))
    return '\n'.join(lines + ['</table>\n'])


def verdict_list(verdicts):
    """Verdicts as pairs (text, holds)."""
    kinds = {True: 'holds', False: 'fails', None: ''}
    items = ['<li class="%s">%s</li>' % (kinds[holds], html.escape(text)) for text, holds in verdicts]
    return '<ul>\n%s\n</ul>\n' % '\n'.join(items)


def shown(value):
    return '%.4g' % value if is_number(value) else str(value)


def measured(results):
    """The medians as rows of a table."""
    summary = list(results.summary())
    fields = list(dict.fromkeys(name for *_, values in summary for name in values))
    yield ['what', 'way', 'n', *fields]
    for case, way, n, values in summary:
        yield [case, way, n, *(shown(values.get(name, '')) for name in fields)]


def claim_of(claim, literature):
    """What is claimed and what others have measured, as paragraphs."""
    text = '<p>%s</p>\n' % html.escape(claim)
    if literature:
        text += '<p><em>Literature:</em> %s</p>\n' % html.escape(literature)
    return text


def picture_of(path):
    """The <svg> element of a file, without the prologue that HTML does not know."""
    with open(path) as file:
        text = file.read()
    return text[text.index('<svg'):]


def write_page(path, experiment, facts, verdicts, results, pictures):
    with open(path, 'w') as file:
        file.write(HEAD % (html.escape(experiment.title), STYLE))
        file.write('<h1>%s</h1>\n' % html.escape(experiment.title))
        file.write(claim_of(experiment.claim, experiment.literature))
        file.write(verdict_list(verdicts))
        for picture in pictures:
            file.write(picture_of(picture))
        file.write(table(measured(results)))
        file.write(table(facts.items(), ' class="facts"'))
        file.write('</body>\n</html>\n')


def write_index(directory):
    """Writes index.html: every experiment whose numbers lie in the directory, in order of its claim."""
    found = []
    for name in os.listdir(directory):
        if name.endswith('.json'):
            with open(os.path.join(directory, name)) as file:
                found.append(json.load(file))
    found.sort(key=lambda result: (result['claims'] or [99], result['experiment']))
    with open(os.path.join(directory, 'index.html'), 'w') as file:
        file.write(HEAD % ('Hasp: the experiments', STYLE) + '<h1>Hasp: the experiments</h1>\n')
        for result in found:
            name = html.escape(result['experiment'])
            file.write('<h2><a href="%s.html">%s</a></h2>\n' % (name, html.escape(result['title'])))
            file.write(claim_of(result['claim'], result.get('literature', '')))
            file.write(verdict_list((verdict['text'], verdict['holds']) for verdict in result['verdicts']))
        file.write('</body>\n</html>\n')
