import type { Webhook, WebhookInput, WebhookMessage } from '#contracts/webhook.ts';
import { m } from './paraglide/messages.js';

/** Of a subscription and of a message: its name and the tone of its mark. */
export const webhookState = {
	active: { says: m.webhook_active, tone: 'good' },
	stopped: { says: m.webhook_stopped, tone: '' },
	paused: { says: m.webhook_paused, tone: 'bad' }
} as const satisfies Record<Webhook['state'], object>;
export const messageState = {
	pending: { says: m.webhook_pending, tone: 'warn' },
	delivered: { says: m.webhook_delivered, tone: 'good' },
	failed: { says: m.webhook_failed, tone: 'bad' }
} as const satisfies Record<WebhookMessage['state'], object>;

const faults: Record<string, () => string> = {
	timeout: m.webhook_fault_timeout,
	blocked: m.webhook_fault_blocked,
	refused: m.webhook_fault_refused,
	name: m.webhook_fault_name,
	reset: m.webhook_fault_reset,
	tls: m.webhook_fault_tls,
	garbage: m.webhook_fault_garbage,
	redirect: m.webhook_fault_redirect,
	status: m.webhook_fault_status
};
/** What came of a try, in words; the status stands before them where there was an answer. */
export const triedText = ({ status, fault }: Pick<WebhookMessage, 'status' | 'fault'>) =>
	[status, fault && (faults[fault]?.() ?? fault)].filter(Boolean).join(' · ');

/** What is wrong with an address, by the gateway's codes. */
export const urlFault: Record<string, () => string> = {
	https: m.webhook_fault_https,
	address: m.webhook_fault_address,
	closed_address: m.webhook_fault_closed
};

/** What of a subscription is written in a form. */
export const inputOf = (webhook: WebhookInput | null): WebhookInput => ({
	name: webhook?.name ?? '',
	url: webhook?.url ?? '',
	types: webhook?.types ? [...webhook.types] : null,
	districts: webhook?.districts ?? null,
	departments: webhook?.departments ?? null,
	contactReason: webhook?.contactReason ?? null
});
