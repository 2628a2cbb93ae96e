/** Browsers inside other apps: they neither print nor save, and say nothing. */

/** WeChat, WeCom, QQ, DingTalk, Alipay, Feishu, Weibo. */
const NAMES = /MicroMessenger|wxwork| QQ\/|DingTalk|AlipayClient|Lark\/|Feishu|Weibo/i;

export const inApp = () => NAMES.test(navigator.userAgent);
