// Which position the one proof dialog is about; null: none.

import { ref } from 'vue';

export const provenPosition = ref<string | null>(null);
