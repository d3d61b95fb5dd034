// The server's descriptions, read once: labels of events, rows and fields, the rules.

import { shallowRef } from 'vue';
import { api } from './http';
import type { Rule, Schema, SchemaNode } from './types';

const schema = shallowRef<Schema>({ $defs: {}, 'x-areas': {} });
export const rules = shallowRef<Rule[]>([]);

let reading: Promise<void> | null = null;

export function readDescriptions(): Promise<void> {
  reading ??= Promise.all([api.schema(), api.rules()]).then(
    ([descriptions, all]) => {
      schema.value = descriptions;
      rules.value = all;
    },
    (problem: unknown) => {
      reading = null;
      throw problem;
    },
  );
  return reading;
}

/// The name of the definition that a node refers to, of a list its items'.
export function typeName(node: SchemaNode | undefined): string {
  return (node?.items ?? node)?.$ref?.replace('#/$defs/', '') ?? '';
}

export function definition(name: string): SchemaNode | undefined {
  return schema.value.$defs[name];
}

export function areaNames(): string[] {
  return Object.keys(schema.value['x-areas']);
}

export function areaNode(name: string): SchemaNode | undefined {
  return schema.value['x-areas'][name];
}

export function ruleNamed(name: string): Rule | undefined {
  return rules.value.find((rule) => rule.name === name);
}
