"""The numbers of an experiment: medians, CSV, JSON."""

import csv
import json
import statistics


class Results:
    """What was measured: a row (a dict) for each process that ran."""

    def __init__(self):
        self.rows = []

    def add(self, case, round_number, values):
        self.rows.append({'case': case.name, 'way': case.way, 'n': case.n, 'round': round_number, **values})

    def values(self, case, way, n=None, field='seconds'):
        """All values of a field, in the order of the rounds; n None stands for any."""
        return [row[field] for row in self.rows
                if row['case'] == case and row['way'] == way and n in (None, row['n']) and field in row]

    def has(self, case, way, n=None):
        return bool(self.values(case, way, n))

    def median(self, case, way, n=None, field='seconds'):
        return statistics.median(self.values(case, way, n, field))

    def ratio(self, over, under, field='seconds'):
        """median(over) / median(under), each a tuple (case, way[, n])."""
        return self.median(*over, field=field) / self.median(*under, field=field)

    def scaling(self, over, under, field='seconds'):
        """The same of the fastest rounds, for what must have several processors to itself.

        A virtual processor is often one hyperthread of a core: a neighbour on the other takes up to half of it from a
        program that computes, for seconds on end, which is no property of the program. It only ever adds time.
        """
        return min(self.values(*over, field=field)) / min(self.values(*under, field=field))

    def ways(self):
        """The ways that were measured, in order of appearance."""
        return list(dict.fromkeys(row['way'] for row in self.rows))

    def steps(self, case, way):
        """The n that were measured, rising."""
        return sorted({row['n'] for row in self.rows if row['case'] == case and row['way'] == way})

    def summary(self):
        """Rows (case, way, n, {field: median}) in order of appearance; text keeps its last value."""
        keys = dict.fromkeys((row['case'], row['way'], row['n']) for row in self.rows)
        for key in keys:
            rows = [row for row in self.rows if (row['case'], row['way'], row['n']) == key]
            fields = [name for name in rows[0] if name not in ('case', 'way', 'n', 'round')]
            yield (*key, {name: middle([row[name] for row in rows if name in row]) for name in fields})

    def write_csv(self, path):
        fields = list(dict.fromkeys(name for row in self.rows for name in row))
        with open(path, 'w', newline='') as file:
            writer = csv.DictWriter(file, fields, restval='')
            writer.writeheader()
            writer.writerows(self.rows)

    def write_json(self, path, experiment, facts, verdicts):
        with open(path, 'w') as file:
            json.dump({
                'experiment': experiment.name,
                'claims': list(experiment.numbers),
                'title': experiment.title,
                'claim': experiment.claim,
                'literature': experiment.literature,
                'machine': facts,
                'verdicts': [{'text': verdict.text, 'holds': verdict.holds} for verdict in verdicts],
                'measurements': self.rows,
            }, file, indent=2)
            file.write('\n')


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def middle(values):
    """The median of numbers; of anything else the last."""
    return statistics.median(values) if all(map(is_number, values)) else values[-1]
