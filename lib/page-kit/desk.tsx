/** Everything that a desk page is built of. Desk pages import from here only. */

export { ApiError, addressOf, faultIn } from './api.ts';
export { get, post, useDesk, useLive } from './desk/api.ts';
export { DataTable } from './desk/data-table.tsx';
export { DeskPage, Panel } from './desk/frame.tsx';
export { count, Progress, Tile, Tiles } from './desk/numbers.tsx';
export { useRoomTitle, useStaff } from './desk/staff-context.ts';
export { Button } from './kit/button.tsx';
export { Facts } from './kit/cells.tsx';
export { Field, FieldNote, Select } from './kit/field.tsx';
export { Badge } from './kit/figures.tsx';
export { Form, FormFault, missing, useFieldFault } from './kit/form.tsx';
export { instantName } from './kit/format.ts';
export { Load } from './kit/load.tsx';
export { MonthPicker } from './kit/month-picker.tsx';
export { Confirm, Sheet } from './kit/sheet.tsx';
export { Skeleton } from './kit/skeleton.tsx';
export { toast } from './kit/toast.tsx';
export { go } from './navigation.ts';
export type { PageModule, PageProps } from './page-module.ts';
export { useAct } from './use-api.ts';
