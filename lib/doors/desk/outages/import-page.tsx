import { useState } from 'preact/hooks';
import { DeskPage, FormFault, type PageModule, Panel, post, useAct, useRoomTitle } from '../../../page-kit/desk.tsx';
import { ImportedRows } from './imported-rows.tsx';
import type { CheckedFile } from './model.ts';
import { textOf } from './read-text.ts';

/** Choosing the file; it is checked at once. */
const FileChoice = ({ onChecked }: { onChecked: (file: CheckedFile) => void }) => {
  const act = useAct();
  const check = (file: File | undefined) =>
    act.run(async () => {
      if (file === undefined) return;
      const read = textOf(await file.arrayBuffer());
      if ('fault' in read) onChecked({ batch: '', rows: [], fault: read.fault });
      else onChecked(await post<CheckedFile>('/desk/api/outages/check', read));
    });
  return (
    <Panel title="选择表格">
      <p>CSV 表格，第一行是标题：类型、区域、原因、开始时间、结束时间。</p>
      <a class="export" href="/desk/api/outages/template" download>
        下载模板
      </a>
      <label class="file">
        <span>{act.busy ? '正在检查…' : '选择 CSV 文件'}</span>
        <input
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => {
            check(event.currentTarget.files?.[0]);
            // The same file can be chosen again after it was corrected.
            event.currentTarget.value = '';
          }}
        />
      </label>
      <FormFault fault={act.fault} />
      <p class="note">只检查，不保存。每一行都没有问题以后，才能统计人数；确认以后才会发出通知。</p>
    </Panel>
  );
};

const View = () => {
  const title = useRoomTitle('/desk/outages');
  const [file, setFile] = useState<CheckedFile>();
  return (
    <DeskPage title="从表格导入" back={{ label: title, href: '/desk/outages' }}>
      <FileChoice onChecked={setFile} />
      {file?.fault && (
        <p class="stale" role="alert">
          {file.fault}
        </p>
      )}
      {file && file.fault === undefined && <ImportedRows key={file.batch} file={file} />}
    </DeskPage>
  );
};

export const page: PageModule = { path: '/desk/outages/import', title: '从表格导入', View };
