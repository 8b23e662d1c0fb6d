import { AppError } from '../../lib/platform/errors.ts';
import { localDefaults } from './defaults.ts';
import { demoStaff } from './demo-staff.ts';
import { type Stack, startStack } from './stack.ts';

const readyLine = ({ accountUrl, simulatorUrl }: Stack): string =>
  simulatorUrl === undefined
    ? `Ready: ${accountUrl} (account)`
    : `Ready: ${accountUrl} (account)  ${simulatorUrl} (WeChat simulator)`;

/** Calls `end` when this process is asked to stop, or when its parent is gone without a word. */
const onEnd = (end: () => void) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && end(), 1000).unref();
};

const main = async () => {
  const { env } = process;
  // A note to developers of the SDK's users; the deployed functions run on a newer Node.
  env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  let ending = false;
  let stack: Stack | undefined;
  onEnd(async () => {
    if (ending) process.exit(1);
    ending = true;
    await stack?.stop();
    process.exit(0);
  });
  stack = await startStack({
    port: Number(env.PORT || localDefaults.PORT),
    dataDir: env.DATA_DIR || localDefaults.DATA_DIR,
    env,
  });
  if (stack.simulatorUrl === undefined)
    console.log(`Enter at WeChat as the server address: ${stack.env.PUBLIC_URL}/wechat`);
  if (stack.env.DEMO_MODE === 'on' && stack.env.BACKEND_URL === '')
    console.log(`Desk: ${stack.accountUrl}/desk (name ${demoStaff.name}, password ${demoStaff.password})`);
  console.log(readyLine(stack));
};

main().catch((error: unknown) => {
  console.error(error instanceof AppError ? error.message : error);
  process.exit(1);
});
