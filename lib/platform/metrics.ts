/** Namespace of the metrics in CloudWatch. */
export const metricsNamespace = 'bianmin';

/**
 * Events of the log that are counted, and the metric that each adds one to. The alarms of infra/alarms.yml watch the metrics;
 * a contract test keeps the two and the code in step.
 */
export const metricOfEvent: Readonly<Record<string, string>> = {
  reply_late: 'LateReplies',
  callback_failed: 'FaultAnswers',
  function_failed: 'FaultAnswers',
  answer_failed: 'FaultAnswers',
  late_answer_failed: 'LostAnswers',
  wechat_token_refresh_failed: 'TokenFailures',
  callback_refused: 'RefusedCallbacks',
  receipts_failed: 'FailedReceipts',
  account_standing: 'AccountStanding',
  notice_stopped: 'StoppedNotices',
  notice_stalled: 'StalledNotices',
  push_job_failed: 'FailedPushJobs',
  push_quota_used_up: 'UsedUpQuotas',
  notice_text_failed: 'FailedTexts',
};

/** The members that make a log line a metric, or none when its event is not counted. */
export type CountEvent = (event: string, atMs: number) => object | undefined;

/**
 * Metrics in CloudWatch's Embedded Metric Format: CloudWatch reads them out of the log, so that counting costs no call.
 * Their one dimension is the table, which each organisation and stage has to itself.
 */
export const countEvents =
  (table: string): CountEvent =>
  (event, atMs) => {
    const metric = Object.hasOwn(metricOfEvent, event) ? metricOfEvent[event] : undefined;
    if (metric === undefined) return undefined;
    const described = {
      Namespace: metricsNamespace,
      Dimensions: [['Table']],
      Metrics: [{ Name: metric, Unit: 'Count' }],
    };
    return { _aws: { Timestamp: atMs, CloudWatchMetrics: [described] }, Table: table, [metric]: 1 };
  };
