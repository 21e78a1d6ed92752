// Places for two questions that this version does not answer yet: what will stand there, and what can be done meanwhile.

import { BasisIcon } from "../parts/source-mark";
import { card, change, model, release, setTab, state } from "../state/store";
import { contested } from "../state/setting";
import { titleOf, words } from "../words";

export function Breaks() {
  const text = words.value;
  const shape = model.value;
  if (!shape || !state.value) return null;
  return (
    <div class="coming">
      <h2>{text.breaksTitle}</h2>
      <p class="lead">{text.breaksText}</p>
      <p class="soon">{text.notYet}</p>
      <h3>{text.meanwhile}</h3>
      <p>{text.meanwhileBreaks}</p>
      <ul class="worlds">
        {shape.worlds.map((world) => (
          <li key={world.name}>
            <button type="button" class="quiet" aria-pressed={state.value?.world === world.name} onClick={() => { change((was) => ({ ...was, world: world.name })); setTab("holds"); release(); }}>{text.tryWorld(titleOf(world))}</button>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function Learn() {
  const text = words.value;
  const shape = model.value;
  if (!shape) return null;
  const names = contested(shape, 12);
  return (
    <div class="coming">
      <h2>{text.learnTitle}</h2>
      <p class="lead">{text.learnText}</p>
      <p class="soon">{text.notYet}</p>
      <h3>{text.meanwhile}</h3>
      <p>{text.meanwhileLearn}</p>
      <ul class="learn-list">
        {names.map((name) => {
          const one = shape.uncertainties.find((each) => each.name === name);
          return one && <li key={name}><button type="button" class="name" onClick={() => (card.value = name)}>{titleOf(one)}</button> <span class="tag"><BasisIcon basis={one.basis} /> {text.basis[one.basis]}</span></li>;
        })}
      </ul>
    </div>
  );
}
