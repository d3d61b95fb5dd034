// An audit's own thresholds: a line of a policy pack, as a call takes it, from what people choose and type.

import { parameters } from '@/api/schema';
import type { ParameterNamed } from '@/api/types';

const kArea = 'audit.';
const kFenPerYuan = 100;
/// Vocabularies of the thresholds that are lists of words.
const kWords: Record<string, string> = {
  'audit.kinds': 'audit_kind',
  'audit.posts': 'post',
  'audit.handover_posts': 'post',
};

export function vocabularyOf(key: string): string | undefined {
  return kWords[key];
}

/// Those that have one value: what a source of money may be used for is a matter of policies.
export function thresholdsKnown(): ParameterNamed[] {
  return parameters.value.filter(
    ({ key, type }) => key.startsWith(kArea) && !key.includes('*') && (type !== 'codes' || kWords[key]),
  );
}

export interface Chosen {
  key: string;
  /// As people read it: money in yuan.
  value: string;
}

export function read(text: string): Chosen[] {
  const inner = /^audit = \{ (.*) \}$/.exec(text)?.[1] ?? '';
  // Lists have commas of their own.
  const said = inner.match(/\w+ = (\[[^\]]*\]|[^,]*)/g) ?? [];
  return said.map((one) => one.split(' = ')).map(([name, value]) => shown(kArea + name, value ?? ''));
}

function shown(key: string, value: string): Chosen {
  if (typeOf(key) === 'fen' && value !== '') return { key, value: String(Number(value) / kFenPerYuan) };
  return { key, value: typeOf(key) === 'codes' ? (value.match(/[\w.:-]+/g) ?? []).join(',') : value };
}

/// What is not filled in is not asked for. One line: an address has no line breaks.
export function write(chosen: Chosen[]): string {
  const said = chosen.filter(({ value }) => value.trim() !== '');
  if (said.length === 0) return '';
  return `audit = { ${said.map(({ key, value }) => `${key.slice(kArea.length)} = ${told(key, value.trim())}`).join(', ')} }`;
}

function told(key: string, value: string): string {
  if (typeOf(key) === 'codes') return `[${value.split(',').map((code) => `"${code}"`).join(', ')}]`;
  if (typeOf(key) !== 'fen') return value;
  const fen = Math.round(Number(value) * kFenPerYuan);
  return Number.isFinite(fen) ? String(fen) : value; // the server says what is wrong with it
}

export function typeOf(key: string): string {
  return parameters.value.find((one) => one.key === key)?.type ?? '';
}
