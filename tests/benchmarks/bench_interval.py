"""How often the interval of the false-alarm rate holds the true rate, simulated.

    python tests/benchmarks/bench_interval.py [RUNS]

Good scores are drawn from distributions whose tails are known, RUNS times each (120 by default); every draw
gets a limit and an interval by Gonogo's rule. "held" is the share of intervals that hold the true rate,
"worse than told" the share whose true rate is above the interval.
"""

from __future__ import annotations

import sys

import numpy as np
from scipy import stats

from engine.calibration import fit_tail

POPULATIONS = {
    "lognormal 0.15": stats.lognorm(0.15),
    "lognormal 0.5": stats.lognorm(0.5),
    "gamma 4": stats.gamma(4),
    "Gumbel": stats.gumbel_r(3, 0.5),
    "Weibull 3": stats.weibull_min(3),
    "normal": stats.norm(10, 1),
}
RATES = (0.05, 0.01, 0.002)
COUNTS = (12, 20, 40, 100, 200)


def main(runs: int) -> None:
    rng = np.random.default_rng(11)
    print("| accepted | good parts | held | worse than told |\n|---|---|---|---|")
    for rate in RATES:
        for count in COUNTS:
            held, worse = [], []
            for population in POPULATIONS.values():
                for _ in range(runs):
                    tail = fit_tail(np.maximum(population.rvs(size=count, random_state=rng), 1e-3))
                    interval, true = tail.interval(rate), population.sf(tail.threshold(rate))
                    held.append(interval.low <= true <= interval.high)
                    worse.append(true > interval.high)
            print(
                f"| 1 in {1 / rate:.0f} | {count} | {np.mean(held):.1%} | {np.mean(worse):.1%} |", flush=True
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 120)
