// How a described value is shown: by the type that its schema names.

import { definition, typeName, wordOf } from '@/api/schema';
import type { Labels, SchemaNode } from '@/api/types';
import { labelOf, language, titleOf, words } from '@/i18n';
import { inject, provide, type InjectionKey, type Ref } from 'vue';

export type Shown =
  | { as: 'text'; text: string }
  /// A code of the issuer's own, which none of the vocabularies lists.
  | { as: 'code'; text: string }
  | { as: 'person' | 'org' | 'position'; id: string }
  | { as: 'list'; items: unknown[] }
  | { as: 'structure'; fields: { name: string; node: SchemaNode; value: unknown }[] };

const kFenPerYuan = 100;

/// The opened values of commitments, for whoever shows the rows below.
const kOpened: InjectionKey<Ref<Record<string, string>>> = Symbol('opened');
export const provideOpened = (opened: Ref<Record<string, string>>) => provide(kOpened, opened);
export const useOpened = () => inject(kOpened, null);

export function yuan(fen: number): string {
  const style = { style: 'currency', currency: 'CNY' } as const;
  return (fen / kFenPerYuan).toLocaleString(language.value === 'zh' ? 'zh-CN' : 'en', style);
}

/// The label of a field; of money without its unit, for it is shown in yuan.
export function fieldTitle(node: SchemaNode, name: string): string {
  const title = titleOf(node, name);
  return typeName(node) === 'Fen' ? title.replace(/（分）$|, fen$/, '').replace(/，分）$/, '）') : title;
}

/// A date as far as it is known.
export function dayOf(date: string, precision: 'day' | 'month' | 'year' = 'day'): string {
  return date.slice(0, { day: 10, month: 7, year: 4 }[precision]);
}

/// To the minute, in UTC like all times of the record.
export function momentOf(text: string): string {
  return `${text.slice(0, 16).replace('T', ' ')} UTC`;
}

export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/// Whether a field is a list of structures.
export function isTable(node: SchemaNode): boolean {
  return node.items !== undefined && definition(typeName(node))?.properties !== undefined;
}

export function fieldsOf(node: SchemaNode | undefined, row: Record<string, unknown>) {
  return Object.entries(node?.properties ?? {})
    .filter(([name]) => !isAbsent(row[name]))
    .map(([name, field]) => ({ name, node: field, value: row[name] }));
}

export function show(node: SchemaNode, value: unknown, opened: Record<string, string>): Shown {
  if (Array.isArray(value)) return { as: 'list', items: value };
  const type = typeName(node);
  const described = definition(type);
  if (type === 'Labels') return { as: 'text', text: labelOf(value as Labels) };
  if (typeof value === 'object' && value !== null) {
    return { as: 'structure', fields: fieldsOf(described, value as Record<string, unknown>) };
  }
  const text = String(value);
  if (type === 'PersonId') return { as: 'person', id: text };
  if (type === 'OrgId') return { as: 'org', id: text };
  if (type === 'Position') return { as: 'position', id: text };
  if (type === 'Commitment') return { as: 'text', text: opened[text] ?? words.value.sealed };
  if (node['x-words']) {
    const word = wordOf(node['x-words'], text);
    return word === text ? { as: 'code', text } : { as: 'text', text: word };
  }
  if (type === 'Code') return { as: 'code', text };
  if (type === 'Fen') return { as: 'text', text: yuan(Number(value)) };
  if (typeof value === 'boolean') return { as: 'text', text: value ? words.value.yes : words.value.no };
  return { as: 'text', text: choiceText(type, text) };
}

/// A value of an enumeration as people read it.
export function choiceText(type: string, value: string): string {
  const choice = definition(type)?.oneOf?.find((one) => one.const === value);
  return choice ? titleOf(choice, value) : value;
}
