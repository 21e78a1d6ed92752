// A number field that shows per cent where people think in per cent, and takes only what fits its range.

import { useEffect, useState } from "preact/hooks";

interface Props {
  value: number;
  low: number;
  high: number;
  step: number;
  percent: boolean;
  label: string;
  disabled?: boolean;
  onChange: (value: number) => void;
}

const neat = (value: number) => String(Number(value.toPrecision(5)));

export function NumberField({ value, low, high, step, percent, label, disabled = false, onChange }: Props) {
  const factor = percent ? 100 : 1;
  const [draft, setDraft] = useState<string | null>(null);
  useEffect(() => setDraft(null), [value]);
  const take = (text: string) => {
    const typed = Number(text) / factor;
    setDraft(null);
    if (text.trim() !== "" && Number.isFinite(typed)) onChange(Math.min(high, Math.max(low, typed)));
  };
  return (
    <input
      type="number"
      class="number"
      aria-label={label}
      disabled={disabled}
      min={neat(low * factor)}
      max={neat(high * factor)}
      step={neat(step * factor)}
      value={draft ?? neat(value * factor)}
      onInput={(event) => setDraft(event.currentTarget.value)}
      onChange={(event) => take(event.currentTarget.value)}
    />
  );
}

/** A step that lands on round numbers: about a hundred of them across the range. */
export function niceStep(low: number, high: number): number {
  const raw = (high - low) / 100;
  if (!(raw > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
}
