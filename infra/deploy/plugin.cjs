const { execFileSync } = require('node:child_process');
const path = require('node:path');

/**
 * Looks before `serverless deploy` leaps: what is wrong is said before anything is created. Afterwards it prints what to enter at WeChat,
 * and after `serverless remove` what is left. The work is done by TypeScript beside this file, which knows the project's modules.
 */
class CheckedDeployment {
  constructor(serverless, options) {
    this.serverless = serverless;
    this.options = options;
    this.hooks = {
      'before:package:cleanup': () => this.beforePackage(),
      'before:deploy:deploy': () => this.beforeDeploy(),
      'after:deploy:deploy': () => this.run('next-steps'),
      'before:remove:remove': () => this.run('may-remove'),
      'after:remove:remove': () => this.run('left-over'),
    };
  }

  /** `package` asks nothing of AWS; `deploy` asks before it spends time on building. */
  beforePackage() {
    this.run('settings');
    if (this.serverless.processedInput.commands[0] === 'deploy') this.beforeDeploy();
  }

  beforeDeploy() {
    if (!this.isChecked) this.run('account');
    this.isChecked = true;
  }

  /** What the manifest came to, for the scripts. */
  facts() {
    const { provider, custom, functions } = this.serverless.service;
    const callback = functions.callback.environment;
    return {
      organisation: custom.organisation,
      stage: provider.stage,
      region: provider.region,
      name: custom.name,
      table: custom.table,
      secretsPath: custom.secrets,
      stages: custom.stages,
      alarmMail: custom.alarmMail,
      domain: custom.domain,
      certificate: custom.certificate,
      hasFixedAddresses: custom.egress.vpc !== false,
      settings: {
        WECHAT_APP_ID: callback.WECHAT_APP_ID,
        WECHAT_ORIGINAL_ID: callback.WECHAT_ORIGINAL_ID,
        WECHAT_SECURITY_MODE: callback.WECHAT_SECURITY_MODE,
        DOMAIN_VERIFICATION: functions['domain-file'].environment.DOMAIN_VERIFICATION,
      },
      params: (this.options.param ?? []).map((pair) => pair.split('=')[0]),
    };
  }

  run(step) {
    if (process.env.BIANMIN_TEMPLATE_ONLY === '1') return;
    const { region } = this.serverless.service.provider;
    const env = { ...process.env, AWS_REGION: region };
    const profile = this.options['aws-profile'];
    if (profile) env.AWS_PROFILE = profile;
    try {
      const script = path.join(__dirname, 'hook.ts');
      execFileSync(process.execPath, ['--no-warnings', '--import', 'tsx', script, step, JSON.stringify(this.facts())], {
        cwd: path.resolve(__dirname, '../..'),
        env,
        stdio: ['ignore', 'inherit', 'pipe'],
      });
    } catch (error) {
      throw new this.serverless.classes.Error(`${error.stderr ?? error.message}`.trim(), 'REFUSED_BEFORE_DEPLOYMENT');
    }
  }
}

module.exports = CheckedDeployment;
