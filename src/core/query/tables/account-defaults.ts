/** What accounts read where nothing is set, by dialect. [smc-util/db-schema/accounts.ts; util/db-schema/accounts.ts] */

import type { Dialect } from '../../deviations.ts';
import type { Json, JsonObject } from '../../json.ts';

const editorSettings2020 = {
  strip_trailing_whitespace: false,
  show_trailing_whitespace: true,
  line_wrapping: true,
  line_numbers: true,
  smart_indent: true,
  electric_chars: true,
  match_brackets: true,
  auto_close_brackets: true,
  code_folding: true,
  match_xml_tags: true,
  auto_close_xml_tags: true,
  auto_close_latex: true,
  spaces_instead_of_tabs: true,
  multiple_cursors: true,
  track_revisions: true,
  extra_button_bar: true,
  build_on_save: true,
  first_line_number: 1,
  indent_unit: 4,
  tab_size: 4,
  bindings: 'standard',
  theme: 'default',
  undo_depth: 300,
  jupyter_classic: false,
  jupyter_window: false,
  disable_jupyter_windowing: false,
  show_exec_warning: true,
  physical_keyboard: 'default',
  keyboard_variant: '',
  ask_jupyter_kernel: true,
};

const editorSettings2026 = {
  ...editorSettings2020,
  show_trailing_whitespace: false,
  theme: 'cocalc-light',
  disable_jupyter_windowing: true,
  jupyter_line_numbers: false,
  show_my_other_cursors: false,
  disable_jupyter_virtualization: true,
};

const otherSettings2020 = {
  katex: true,
  confirm_close: false,
  mask_files: true,
  page_size: 500,
  standby_timeout_m: 5,
  default_file_sort: 'time',
  new_filenames: 'iso',
  show_global_info2: null,
  first_steps: true,
  newsletter: false,
  time_ago_absolute: false,
  no_free_warnings: false,
  allow_mentions: true,
};

const otherSettings2026 = {
  ...otherSettings2020,
  mask_files: false,
  standby_timeout_m: 15,
  default_file_sort: 'name',
  new_filenames: 'ymd_semantic',
  dim_file_extensions: false,
  follow_current_path: false,
  auto_update_file_listing: false,
  dark_mode: false,
  dark_mode_brightness: 100,
  dark_mode_contrast: 90,
  dark_mode_sepia: 0,
  news_read_until: 0,
  hide_project_popovers: false,
  hide_file_popovers: false,
  hide_button_tooltips: false,
  userdefined_llm: '[]',
  i18n: 'en',
  no_email_new_messages: false,
  use_balance_toward_subscriptions: true,
  hide_navbar_balance: false,
  cookie_consent: null,
};

const defaults2020 = {
  editor_settings: editorSettings2020,
  other_settings: otherSettings2020,
  first_name: '',
  last_name: '',
  terminal: { font_size: 14, color_scheme: 'default', font: 'monospace' },
  autosave: 45,
  evaluate_key: 'Shift-Enter',
  font_size: 14,
  passports: {},
  groups: [],
  profile: {},
  ssh_keys: {},
};

/** Settings of the hub of 2020 that the description of its API does not show. */
const UNDOCUMENTED = new Set([
  'auto_close_latex',
  'build_on_save',
  'jupyter_window',
  'disable_jupyter_windowing',
  'show_exec_warning',
  'physical_keyboard',
  'keyboard_variant',
  'ask_jupyter_kernel',
]);

const defaults2026: JsonObject = {
  ...defaults2020,
  editor_settings: editorSettings2026,
  other_settings: otherSettings2026,
  terminal: { ...defaults2020.terminal, color_scheme: 'cocalc-light' },
  profile: { color: 'rgb(170,170,170)' },
  unlisted: false,
};

export const accountDefaults: Readonly<Record<Dialect, JsonObject>> = {
  documented: {
    ...defaults2020,
    editor_settings: Object.fromEntries(
      Object.entries<Json>(editorSettings2020).filter(([name]) => !UNDOCUMENTED.has(name)),
    ),
  },
  observed: defaults2020,
  '2026': defaults2026,
  development: defaults2026,
};
