"""One step of a what-if, or a whole history re-weighed, by numpy: prints {"ms", "peakKb", "sample"} of arrays that are ready."""
import json, resource, statistics, sys, time
import numpy as np

work, folder, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open(f'{folder}/{work}.json') as text:
    data = json.load(text)
weights = [np.array(w, float) for w in data['weights']]
width = len(weights[0])


def rounded(value):
    return np.floor(value * 1e6 + 0.5) / 1e6


if work == 'step':
    raw = np.stack([np.fromfile(f'{folder}/x{d}.f64') for d in range(width)])
    known = (~np.isnan(raw)).astype(float)
    x = np.nan_to_num(raw)
    arr = np.fromfile(f'{folder}/arr.f64')
    tiers, side = data['tiers'], data['tiers'] + 1
    bounds = np.array(data['bounds'])[np.fromfile(f'{folder}/segment.u8', np.uint8)].T.copy()
    was = np.minimum(np.fromfile(f'{folder}/was.u8', np.uint8), tiers).astype(np.int64) * side

    def run(w):
        of = w @ known
        with np.errstate(all='ignore'):
            h = rounded(w @ x / of)
        ok = rounded(of / w.sum()) >= data['provisional']
        now = np.zeros(len(h), np.int64)
        for bound in bounds:
            now += h < bound
        cell = was + np.where(ok, now, tiers)
        counts = np.bincount(cell, minlength=side * side).reshape(side, side)
        money = np.bincount(cell, arr, side * side).reshape(side, side)
        bins = np.where(ok, np.minimum(h / 2.5, 39), 40).astype(np.int64)
        histogram = np.bincount(bins, minlength=41)
        at_risk = np.bincount(bins, arr, 41)[:20].sum()
        mean = h[ok].mean()
        up = np.tril(np.ones((tiers, tiers)), -1)
        moved = [float((m[:tiers, :tiers] * t).sum()) for t in (up, up.T) for m in (counts, money)]
        return [float(mean), int(histogram[:20].sum()), float(at_risk), *moved, *counts[:, :tiers].sum(0).tolist(),
                *money[:, :tiers].sum(0).tolist(), *histogram[:40].tolist()]
else:
    weeks, accounts = data['weeks'], data['accounts']
    raw = np.fromfile(f'{folder}/x.f64').reshape(width, weeks * accounts)
    known = (~np.isnan(raw)).astype(float)
    x = np.nan_to_num(raw)
    inner = np.fromfile(f'{folder}/inner.f64').reshape(width, weeks * accounts)
    arr = np.fromfile(f'{folder}/arr.f64').reshape(weeks, accounts)
    del raw

    def run(w):
        of = w @ known
        with np.errstate(all='ignore'):
            h = rounded(w @ x / of)
        ok = ((of > 0) & (rounded(w @ inner / w.sum()) >= data['provisional'])).reshape(weeks, accounts)
        h = h.reshape(weeks, accounts)
        risk = ok & (h < 50)
        return [np.where(ok, h, 0).sum(1) / ok.sum(1), risk.sum(1), np.where(risk, arr, 0).sum(1)]


times = []
for step in range(rounds + 2):
    w = weights[step % len(weights)]
    begun = time.perf_counter()
    run(w)
    times.append((time.perf_counter() - begun) * 1000)
sample = [float(value) for part in run(weights[1]) for value in np.atleast_1d(part)]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({'ms': statistics.median(times[2:]), 'peakKb': peak // 1024 if sys.platform == 'darwin' else peak, 'sample': sample}))
