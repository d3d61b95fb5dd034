// The parts of Element Plus that the page is made of, with their styles. One that is new is added here.

import {
  ElAlert,
  ElButton,
  ElConfigProvider,
  ElDatePicker,
  ElDialog,
  ElInput,
  ElOption,
  ElSelect,
  ElTag,
} from 'element-plus';
import type { App } from 'vue';

import 'element-plus/theme-chalk/base.css';
import 'element-plus/theme-chalk/el-alert.css';
import 'element-plus/theme-chalk/el-button.css';
import 'element-plus/theme-chalk/el-date-picker.css';
import 'element-plus/theme-chalk/el-dialog.css';
import 'element-plus/theme-chalk/el-input.css';
import 'element-plus/theme-chalk/el-option.css';
import 'element-plus/theme-chalk/el-overlay.css';
import 'element-plus/theme-chalk/el-popper.css';
import 'element-plus/theme-chalk/el-scrollbar.css';
import 'element-plus/theme-chalk/el-select.css';
import 'element-plus/theme-chalk/el-tag.css';

const kParts = { ElAlert, ElButton, ElConfigProvider, ElDatePicker, ElDialog, ElInput, ElOption, ElSelect, ElTag };

export function useElement(app: App): void {
  for (const [name, part] of Object.entries(kParts)) app.component(name, part);
}
