import { GetFunctionConfigurationCommand, LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';

/** Prints the configuration of every deployed function whose name begins with the first word of the command line. */
const client = new LambdaClient();
for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
  for (const { FunctionName = '' } of Functions) {
    if (!FunctionName.startsWith(process.argv[2] ?? '')) continue;
    console.log(JSON.stringify(await client.send(new GetFunctionConfigurationCommand({ FunctionName }))));
  }
}
