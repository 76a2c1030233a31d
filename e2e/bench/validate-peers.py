"""The same figures by scikit-learn and numpy: prints one JSON document of medians in ms and of what came out."""
import json, statistics, sys, time
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

folder, rounds = sys.argv[1], int(sys.argv[2])


def median(work):
    work()
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1e3)
    return statistics.median(times)


with open(f'{folder}/sizes.json') as text:
    sizes = json.load(text)
out = {'auc': {}, 'thresholds': {}}
for n in sizes['rows']:
    score = np.fromfile(f'{folder}/score-{n}.f64')
    churned = np.fromfile(f'{folder}/churned-{n}.u8', np.uint8)

    def counted():
        return [((flagged := score < t) & (churned == 1)).sum() + 0 * (flagged & (churned == 0)).sum() for t in range(101)]

    out['auc'][n] = {'ms': median(lambda: roc_auc_score(churned, -score)), 'value': roc_auc_score(churned, -score)}
    out['thresholds'][n] = {'ms': median(counted), 'hits': [int(hits) for hits in counted()]}
rows, columns = sizes['fit']
x = np.fromfile(f'{folder}/fit-x.f64').reshape(columns, rows).T.copy()
y = np.fromfile(f'{folder}/fit-y.u8', np.uint8)


def fit():
    return LogisticRegression(C=1.0, solver='newton-cholesky', tol=1e-8, max_iter=100).fit(x, y)


model = fit()
out['fit'] = {'ms': median(fit), 'coefficients': [float(model.intercept_[0])] + model.coef_[0].tolist()}
print(json.dumps(out))
