// The words of the language in use, and the titles of the model in it.

import { computed } from "@preact/signals";
import { language, model } from "../state/store";
import { en } from "./en";
import { ko } from "./ko";

export const words = computed(() => (language.value === "ko" ? ko : en));

interface Titled {
  name: string;
  title: string;
  ko: string;
}

/** The title of a statement in the language in use; a name where it has none. */
export function titleOf(thing: Titled | undefined): string {
  if (!thing) return "";
  return (language.value === "ko" ? thing.ko || thing.title : thing.title) || thing.name.replaceAll("_", " ");
}

/** The longer text of a statement in the language in use; nothing where only the other language has one. */
export const longText = (thing: { text: string; text_ko: string }): string => (language.value === "ko" ? thing.text_ko : thing.text);

const index = computed(() => {
  const found = new Map<string, Titled>();
  const shape = model.value;
  if (!shape) return found;
  const kinds: Titled[][] = [shape.variables, shape.uncertainties, shape.levers, shape.outcomes, shape.series, shape.actors, shape.games, shape.sectors, shape.worlds, shape.tables];
  for (const things of kinds) for (const thing of things) if (!found.has(thing.name) || thing.title) found.set(thing.name, thing);
  return found;
});

/** The title of whatever the model calls by this name. */
export const titleByName = (name: string): string => titleOf(index.value.get(name) ?? { name, title: "", ko: "" });

/** The part of a title before its explanation: "Regional stability, mean: a diagnostic" is "Regional stability". */
export function briefTitle(thing: Titled | undefined): string {
  const whole = titleOf(thing);
  const brief = whole.split(/[:;,(]/)[0]?.trim() ?? "";
  return brief.length >= 3 ? brief : whole;
}

/** Names in the text that the model gave only a name to: `back_down` reads as "back down". */
export const spaced = (name: string): string => name.replaceAll("_", " ");
