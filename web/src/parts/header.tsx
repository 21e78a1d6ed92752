// The top line: which model, which strategies, language, undo, export, share, keys.

import { useState } from "preact/hooks";
import { addStrategy, canRedo, canUndo, model, models, redo, setActive, setLanguage, setModel, state, undo } from "../state/store";
import { write } from "../state/link";
import { briefTitle, titleOf, words } from "../words";
import { Badge } from "../charts/shapes";
import { dialog } from "./dialogs";

export function Header() {
  const text = words.value;
  const now = state.value;
  const shape = model.value;
  const [copied, setCopied] = useState(false);
  if (!now || !shape) return null;
  const share = async () => {
    const link = `${location.origin}${location.pathname}#${await write(now, shape.hash)}`;
    history.replaceState(null, "", link);
    await navigator.clipboard?.writeText(link).catch(() => undefined);
    setCopied(true);
    setTimeout(() => setCopied(false), 2500);
  };
  return (
    <div class="top">
      <h1 class="brand">
        <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><rect width="32" height="32" rx="7" fill="#16324a" /><circle cx="16" cy="16" r="9.5" fill="none" stroke="#fff" stroke-width="2.6" /><path d="M16 3.5v25" stroke="#e69f00" stroke-width="4.2" stroke-linecap="round" /></svg>
        <span class="brand-name">{text.product}<small>{models.value.length > 1 || now.strategies.length > 2 ? "" : titleOf(shape)}</small></span>
      </h1>
      {models.value.length > 1 && (
        <select class="model-pick" aria-label={text.model} value={now.model} onChange={(event) => void setModel(event.currentTarget.value)}>
          {models.value.map((one) => <option key={one.name} value={one.name}>{titleOf(one)}</option>)}
        </select>
      )}
      <nav class="chips" aria-label={text.strategies}>
        {now.strategies.map((one) => {
          const policy = shape.policies.find((each) => each.name === one.policy);
          return (
            <button key={one.id} type="button" class="chip" aria-pressed={one.id === now.active} onClick={() => setActive(one.id)} title={titleOf(policy)}>
              <Badge id={one.id} /> <b>{one.id}</b> <span class="chip-name">{briefTitle(policy)}{Object.keys(one.set).length ? " *" : ""}</span>
            </button>
          );
        })}
        {now.strategies.length < 4 && <button type="button" class="chip add" aria-label={text.addStrategy} title={text.addStrategy} onClick={addStrategy}>+</button>}
      </nav>
      <div class="top-tools">
        <button type="button" class="icon-button" aria-label={text.undo} title={text.undo} disabled={!canUndo.value} onClick={undo}>↶</button>
        <button type="button" class="icon-button" aria-label={text.redo} title={text.redo} disabled={!canRedo.value} onClick={redo}>↷</button>
        <button type="button" class="quiet" onClick={() => (dialog.value = "export")}>{text.exportAs}</button>
        <button type="button" class="solid" title={text.shareHint} onClick={() => void share()}>{copied ? text.shared : text.share}</button>
        <div class="languages" role="group" aria-label={text.languageSwitch}>
          <button type="button" lang="en" aria-pressed={now.language === "en"} onClick={() => setLanguage("en")}>EN</button>
          <button type="button" lang="ko" aria-pressed={now.language === "ko"} onClick={() => setLanguage("ko")}>한국어</button>
        </div>
        <button type="button" class="icon-button" aria-label={text.keys} title={text.keys} onClick={() => (dialog.value = "keys")}>?</button>
      </div>
      <p class="unseen" role="status">{copied ? text.shared : ""}</p>
    </div>
  );
}
