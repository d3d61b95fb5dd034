// The language: Chinese first, English at choice. The choice is kept in the browser; nothing else is.

import { computed, ref, watchEffect } from 'vue';
import type { Labels, SchemaNode } from '@/api/types';
import { en } from './en';
import { zh } from './zh';

export type Language = 'zh' | 'en';

const kKept = 'tenure.language';

export const language = ref<Language>(localStorage.getItem(kKept) === 'en' ? 'en' : 'zh');

watchEffect(() => {
  localStorage.setItem(kKept, language.value);
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
});

/// The page's words in the language of now.
export const words = computed(() => (language.value === 'zh' ? zh : en));

export function labelOf(labels: Labels): string {
  return labels[language.value];
}

/// Of a schema's node: "title" is the Chinese label, "description" the English one.
export function titleOf(node: SchemaNode | undefined, otherwise: string): string {
  return (language.value === 'zh' ? node?.title : node?.description) ?? otherwise;
}

/// Of a text that the server gives as "中文 | English".
export function halfOf(text: string): string {
  const [first, second] = text.split(' | ');
  return (language.value === 'en' ? second : first) ?? text;
}
