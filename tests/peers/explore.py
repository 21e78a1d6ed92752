"""CPU times of SALib and EMA Workbench on tables of the shapes that the bench `explore` uses: `name seconds` a line."""

import time

import numpy as np
import pandas as pd
from SALib.analyze import pawn, sobol


def spent(name, work):
    start = time.process_time()
    work()
    print(name, time.process_time() - start, flush=True)


rng = np.random.default_rng(42)
groups, blocks, inputs, rows = 8, 100_000, 150, 100_000
few = {"num_vars": groups, "names": [f"x{i}" for i in range(groups)], "bounds": [[0, 1]] * groups}
outcome = rng.random(blocks * (groups + 2))
spent("sobol", lambda: sobol.analyze(few, outcome, calc_second_order=False, num_resamples=100, seed=1))

many = {"num_vars": inputs, "names": [f"x{i}" for i in range(inputs)], "bounds": [[0, 1]] * inputs}
x = rng.random((rows, inputs))
y = x[:, 0] + 2 * x[:, 1] * x[:, 2] + 0.1 * x[:, 3]
spent("pawn", lambda: pawn.analyze(many, x, y, S=10, seed=1))

from ema_workbench.analysis import prim

frame = pd.DataFrame(x, columns=many["names"])
marks = ((x[:, 0] > 0.7) & (x[:, 1] < 0.4)) | (x[:, 4] < 0.02)
spent("prim", lambda: prim.Prim(frame, marks, threshold=0.0, peel_alpha=0.05, mass_min=0.05).find_box())
