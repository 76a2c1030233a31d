"""The default model's composite of the same columns, by numpy or pandas: prints {"ms": median, "peakKb": peak}."""
import json, resource, statistics, sys, time
import numpy as np

peer, folder, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open(f'{folder}/rules.json') as text:
    model = json.load(text)
signals = {rule['signal']: np.fromfile(f"{folder}/{rule['signal']}.f64") for d in model['dimensions'] for rule in d['rules']}
weights = [d['weight'] for d in model['dimensions']]


def scored(h, c, usage_known):
    """H, state and tier after rounding (30-method.md 2.5)."""
    c = np.floor(c * 1e6 + 0.5) / 1e6
    h = np.floor(h * 1e6 + 0.5) / 1e6
    h = np.where((c < model['minProvisionalCoverage']) | (c == 0), np.nan, h)
    state = np.where(np.isnan(h), 0, np.where((c < model['minScoredCoverage']) | ~usage_known, 1, 2)).astype(np.uint8)
    tier = np.full(len(h), len(model['tiers']) - 1, np.uint8)
    for at in range(len(model['tiers']) - 2, -1, -1):
        tier[h >= model['tiers'][at]] = at
    return h, state, tier


def with_numpy():
    sum_h = np.zeros(model['accounts']); sum_w = np.zeros(model['accounts']); sum_c = np.zeros(model['accounts'])
    usage_known = None
    for d in model['dimensions']:
        total = np.zeros(model['accounts']); known = np.zeros(model['accounts']); everything = 0
        for rule in d['rules']:
            v = signals[rule['signal']]
            points = abs(rule['good']['points']) + abs(rule['bad']['points'])
            everything += points
            known += np.where(np.isnan(v), 0, points)
            for side in ('good', 'bad'):
                for lo, hi in rule[side]['intervals']:
                    total += np.where((v >= lo) & (v <= hi), rule[side]['points'], 0)
        share = known / everything
        s = np.floor(np.clip(50 + total, 0, 100) * 1e6 + 0.5) / 1e6
        ok = (known > 0) & (np.floor(share * 1e6 + 0.5) / 1e6 >= model['minDimensionCoverage'])
        sum_h += np.where(ok, s * d['weight'], 0); sum_w += ok * d['weight']; sum_c += np.where(ok, share * d['weight'], 0)
        if d['id'] in model['requiredDimensions']:
            usage_known = ok if usage_known is None else usage_known & ok
    with np.errstate(all='ignore'):
        return scored(sum_h / sum_w, sum_c / sum(weights), usage_known)


def with_pandas(frame):
    import pandas as pd
    h = pd.Series(0.0, frame.index); w = pd.Series(0.0, frame.index); c = pd.Series(0.0, frame.index)
    usage_known = pd.Series(True, frame.index)
    for d in model['dimensions']:
        total = pd.Series(0.0, frame.index); known = pd.Series(0.0, frame.index); everything = 0
        for rule in d['rules']:
            v = frame[rule['signal']]
            points = abs(rule['good']['points']) + abs(rule['bad']['points'])
            everything += points
            known = known + v.notna() * points
            for side in ('good', 'bad'):
                for lo, hi in rule[side]['intervals']:
                    total = total + v.between(lo, hi) * rule[side]['points']
        share = known / everything
        s = (50 + total).clip(0, 100).round(6)
        ok = (known > 0) & (share.round(6) >= model['minDimensionCoverage'])
        h = h + s.where(ok, 0) * d['weight']; w = w + ok * d['weight']; c = c + share.where(ok, 0) * d['weight']
        if d['id'] in model['requiredDimensions']:
            usage_known = usage_known & ok
    return scored((h / w).to_numpy(), (c / sum(weights)).to_numpy(), usage_known.to_numpy())


if peer == 'pandas':
    import pandas as pd
    frame = pd.DataFrame(signals)
    run = lambda: with_pandas(frame)
else:
    run = with_numpy
times = []
for _ in range(rounds + 1):
    begun = time.perf_counter()
    result = run()
    times.append((time.perf_counter() - begun) * 1000)
result[0].tofile(f'{folder}/score-{peer}.f64')
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({'ms': statistics.median(times[1:]), 'peakKb': peak // 1024 if sys.platform == 'darwin' else peak}))
