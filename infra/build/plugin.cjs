const { execFileSync } = require('node:child_process');
const { mkdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const emptyZip = Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex');

/**
 * Makes `serverless package` and `serverless deploy` build the functions by themselves, so that nothing stale can be deployed.
 * With BIANMIN_TEMPLATE_ONLY=1 nothing is built or packed: the local stack only wants the compiled template.
 */
class BuildFunctions {
  constructor(serverless, options) {
    this.serverless = serverless;
    this.options = options;
    this.hooks = {
      'before:package:createDeploymentArtifacts': () =>
        process.env.BIANMIN_TEMPLATE_ONLY === '1' ? this.packNothing() : this.build(),
      'before:deploy:function:packageFunction': () => this.build(),
    };
  }

  build() {
    const root = path.resolve(__dirname, '../..');
    const organisation = this.serverless.service.custom.organisation;
    execFileSync(process.execPath, ['--import', 'tsx', path.join(__dirname, 'cli.ts')], {
      cwd: root,
      env: { ...process.env, ORGANISATION: organisation },
      stdio: 'inherit',
    });
  }

  packNothing() {
    mkdirSync(this.options.package, { recursive: true });
    const artifact = path.join(this.options.package, 'empty.zip');
    writeFileSync(artifact, emptyZip);
    for (const name of this.serverless.service.getAllFunctions()) {
      this.serverless.service.getFunction(name).package = { artifact };
    }
  }
}

module.exports = BuildFunctions;
