import { parseDomainFiles } from '../../lib/doors/domain-file.ts';
import { type Finding, note, ok, wrong } from './finding.ts';

const remedy =
  'deploy again with the name and content exactly as WeChat gave them: --param="domainVerification=MP_verify_Ab1.txt=Ab1"';

const checkFile = async (url: string, content: string): Promise<Finding> => {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) });
    const isServed = response.status === 200 && (await response.text()) === content;
    return isServed ? ok(`${url} is served`) : wrong(`${url} is not served: ${response.status}`, remedy);
  } catch (error) {
    return wrong(
      `${url} can't be reached: ${error instanceof Error ? error.message : ''}`,
      'check DNS and the certificate',
    );
  }
};

/** Whether the files by which WeChat checks domains (OAuth, JS-SDK, web view) are served. */
export const checkDomainFiles = async (publicUrl: string, pairs: string): Promise<Finding[]> => {
  const files = [...parseDomainFiles(pairs)];
  if (files.length > 0) return Promise.all(files.map(([name, content]) => checkFile(`${publicUrl}/${name}`, content)));
  return [
    note(
      'no domain file is configured',
      `WeChat gives one when a domain is entered (JS接口安全域名, 网页授权域名): ${remedy}`,
    ),
  ];
};
