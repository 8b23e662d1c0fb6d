/** The one password of the stand-in; the sign-on page says it. */
export const campusPassword = 'campus';

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

/** The sign-on page: number and password; what the request asked for travels along hidden. */
export const signOnPage = (action: string, hidden: Record<string, string>, fault = ''): string => {
  const inputs = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>统一身份认证</title>
<body style="font: 1rem/1.6 sans-serif; max-width: 22rem; margin: 2rem auto; padding: 0 1rem">
<h1 style="font-size: 1.3rem">统一身份认证（演示）</h1>
<form method="post" action="${escaped(action)}">
${inputs.join('\n')}
<p><label>学号或工号<br><input name="username" inputmode="numeric" autocomplete="username" style="font: inherit; width: 100%"></label>
<p><label>密码（演示密码：${campusPassword}）<br><input name="password" type="password" autocomplete="current-password" style="font: inherit; width: 100%"></label>
<p role="alert" style="color: #b00020">${escaped(fault)}</p>
<p><button style="font: inherit; padding: .5rem 2rem">登录</button>
</form>
</body>
</html>`;
};

/** Whether a number may sign on: a student's 12 digits or a member of staff's 8, with the password. */
export const signsOn = (username: string | undefined, password: string | undefined): username is string =>
  /^(\d{12}|\d{8})$/.test(username ?? '') && password === campusPassword;
