// The server's descriptions, read once: labels of events, rows and fields, the rules.

import { reactive, shallowRef } from 'vue';
import { labelOf, language, titleOf } from '@/i18n';
import { api } from './http';
import type { AnswerSchema, Labels, PackWords, ParameterNamed, Rule, Schema, SchemaNode } from './types';

const schema = shallowRef<Schema>({ $defs: {}, 'x-areas': {}, 'x-vocabularies': {} });
export const rules = shallowRef<Rule[]>([]);
/// What policies may give.
export const parameters = shallowRef<ParameterNamed[]>([]);

let reading: Promise<void> | null = null;

export function readDescriptions(): Promise<void> {
  reading ??= Promise.all([api.schema(), api.rules()]).then(
    ([descriptions, all]) => {
      schema.value = descriptions;
      rules.value = all.rules;
      parameters.value = all.parameters;
    },
    (problem: unknown) => {
      reading = null;
      throw problem;
    },
  );
  return reading;
}

/// Of answers that are put together, as an audit: read by the pages that show them.
const answers = shallowRef<AnswerSchema | null>(null);
let readingAnswers: Promise<void> | null = null;

export function readAnswerDescriptions(): Promise<void> {
  readingAnswers ??= api.answers().then(
    (all) => {
      answers.value = all;
    },
    (problem: unknown) => {
      readingAnswers = null;
      throw problem;
    },
  );
  return readingAnswers;
}

/// What a call answers, once that is read; of several forms those of the first that has the member.
export function answerNode(path: string, having: string): SchemaNode | undefined {
  const node = answers.value?.paths[path]?.get?.responses['200']?.content?.['application/json']?.schema;
  return node?.oneOf ? node.oneOf.find((one) => one.properties?.[having]) : node;
}

/// The name of the definition that a node refers to, of a list its items'.
export function typeName(node: SchemaNode | undefined): string {
  return (node?.items ?? node)?.$ref?.split('/').pop() ?? '';
}

export function definition(name: string): SchemaNode | undefined {
  return schema.value.$defs[name] ?? answers.value?.components.schemas[name];
}

export function areaNames(): string[] {
  return Object.keys(schema.value['x-areas']);
}

export function areaNode(name: string): SchemaNode | undefined {
  return schema.value['x-areas'][name];
}

/// The words that packs add, of the organisations that were asked about.
const packWords = reactive<PackWords>({});
const asked = new Set<string>();

/// Asks for the words of the policy that binds an organisation, once.
export function learnWordsOf(org: string): void {
  if (asked.has(org)) return;
  asked.add(org);
  api.packWords(org).then(
    (words) => {
      for (const [name, added] of Object.entries(words)) packWords[name] = { ...packWords[name], ...added };
    },
    () => undefined, // its codes stay as they are
  );
}

/// The words of a vocabulary, with their labels.
export function wordsOf(vocabulary: string): string[] {
  return Object.keys(schema.value['x-vocabularies'][vocabulary]?.words ?? {});
}

/// A code as people read it; itself where no vocabulary has it.
export function wordOf(vocabularies: string[], code: string): string {
  for (const name of vocabularies) {
    const own = schema.value['x-vocabularies'][name]?.words[code];
    if (own) return titleOf(own, code);
  }
  const added: Labels | undefined = vocabularies.map((name) => packWords[name]?.[code]).find(Boolean);
  return added?.[language.value] ?? code;
}

/// The same of a field of a definition, as Office.post.
export function wordOfField(structure: string, field: string, code: string): string {
  return wordOf(definition(structure)?.properties?.[field]?.['x-words'] ?? [], code);
}

export function ruleNamed(name: string): Rule | undefined {
  return rules.value.find((rule) => rule.name === name);
}

export function ruleTitle(name: string): string {
  const known = ruleNamed(name);
  return known ? labelOf(known.labels) : name;
}
