"""One of the same figures by scikit-learn or numpy: prints {"ms": median, "peakKb": peak, "sample": what came out}."""
import json, resource, statistics, sys, time
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

work, folder, rounds, n, columns = *sys.argv[1:3], *map(int, sys.argv[3:6])


def median(work):
    work()
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1e3)
    return statistics.median(times)


if work == 'fit':
    x = np.fromfile(f'{folder}/fit-x.f64').reshape(columns, n).T.copy()
    y = np.fromfile(f'{folder}/fit-y.u8', np.uint8)
else:
    score = np.fromfile(f'{folder}/score-{n}.f64')
    churned = np.fromfile(f'{folder}/churned-{n}.u8', np.uint8)


def auc():
    return [roc_auc_score(churned, -score)]


def thresholds():
    return [((flagged := score < t) & (churned == 1)).sum() + 0 * (flagged & (churned == 0)).sum() for t in range(101)]


def fit():
    model = LogisticRegression(C=1.0, solver='newton-cholesky', tol=1e-8, max_iter=100).fit(x, y)
    return [model.intercept_[0], *model.coef_[0]]


run = {'auc': auc, 'thresholds': thresholds, 'fit': fit}[work]
ms = median(run)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({'ms': ms, 'peakKb': peak // 1024 if sys.platform == 'darwin' else peak, 'sample': [float(v) for v in run()]}))
