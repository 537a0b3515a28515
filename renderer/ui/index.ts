export { Badge, type BadgeProps } from './badge.tsx';
export { Button, IconButton, type ButtonProps, type IconButtonProps } from './button.tsx';
export { Checkbox, type CheckboxProps } from './checkbox.tsx';
export { ChoiceList, type Choice, type ChoiceListProps } from './choice-list.tsx';
export { classNames } from './class-names.ts';
export { ClipboardContext } from './clipboard.ts';
export { CopyText, type CopyTextProps } from './copy-text.tsx';
export { Dialog, type DialogProps } from './dialog.tsx';
export { EmptyState, type EmptyStateProps } from './empty-state.tsx';
export { KindMark, type KindMarkProps } from './kind-mark.tsx';
export { MenuButton, type MenuButtonProps, type MenuItem } from './menu.tsx';
export { MiddleEllipsis, type MiddleEllipsisProps } from './middle-ellipsis.tsx';
export { useNow } from './now.ts';
export { PopoverButton, type PopoverButtonProps } from './popover-button.tsx';
export { ProgressBar, Spinner, type ProgressBarProps, type SpinnerProps } from './progress.tsx';
export { RelativeTime, type RelativeTimeProps } from './relative-time.tsx';
export { SearchField, type SearchFieldProps } from './search-field.tsx';
export { Select, type SelectItem, type SelectProps } from './select.tsx';
export { Switch, type SwitchProps } from './switch.tsx';
export { Tabs, type TabItem, type TabsProps } from './tabs.tsx';
export {
  NumberField,
  TextArea,
  TextField,
  type NumberFieldProps,
  type TextAreaProps,
  type TextFieldProps,
} from './text-field.tsx';
export { ToggleIconButton, type ToggleIconButtonProps } from './toggle-icon-button.tsx';
export { Tooltip, type TooltipProps } from './tooltip.tsx';
export { showParts, VisibleText } from './visible-text.tsx';
export { Zxid } from './zxid.tsx';
