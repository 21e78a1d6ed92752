"""Chances of games, as the program prints them, against Gambit's logit equilibria of the exported trees.

usage: gambit.py PATH_OF_LINCHPIN

Gambit knows one lambda for all players, so the tree is exported with payoffs times precision and solved at lambda 1.
"""

import io
import json
import subprocess
import sys

import pygambit

GAMES = [
    (model, game, extra)
    for model, games in {
        "korea-2026": ["crisis", "prov", "bargain", "taiwan", "hedge"],
        "deterrence": ["threat_game"],
    }.items()
    for game in games
    for extra in ([], ["--future", "3"])
]
DATES = {"korea-2026": ["2026-01", "2033-04"], "deterrence": ["0", "5"]}
TOLERANCE = 1e-9


def printed(linchpin, model, game, date, extra):
    command = [linchpin, "game", model, game, "--at", date, *extra]
    tree = subprocess.run([*command, "--efg", "--scaled"], check=True, capture_output=True).stdout
    shape = json.loads(subprocess.run([*command, "--json"], check=True, capture_output=True).stdout)
    return tree, shape


def largest_difference(tree, shape):
    game = pygambit.read_efg(io.BytesIO(tree))
    profile = pygambit.qre.logit_solve_lambda(game, lam=[1.0])[0]
    solved = {}
    at = 0
    for infoset in game.infosets:
        for action in infoset.actions:
            solved[infoset.label, action.label] = float(profile[at])
            at += 1
    ours = {(place["name"], action["name"]): action["chance"] for place in shape["places"] for action in place.get("actions", [])}
    assert ours.keys() == solved.keys(), (sorted(ours), sorted(solved))
    return max(abs(ours[key] - solved[key]) for key in ours), len(ours)


def main(linchpin):
    passed = failed = 0
    for model, game, extra in GAMES:
        for date in DATES[model]:
            difference, chances = largest_difference(*printed(linchpin, model, game, date, extra))
            fine = difference <= TOLERANCE
            passed, failed = passed + fine, failed + (not fine)
            verdict = "agrees" if fine else "DIFFERS"
            print(f"{verdict}  {model} {game} at {date} {' '.join(extra):10}  {chances} chances, largest difference {difference:.1e}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
