// Generated from the OpenAPI description of the server by `npm run generate -w dashboard`. Do not edit.

export interface paths {
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List events, the latest first */
        get: operations["getEvents"];
        put?: never;
        /**
         * Record an event
         * @description Answered once it is stored. `Idempotency-Key` is its key, unless the body has one: the same key with the same body is recorded once, with another body it is a 409.
         */
        post: operations["postEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record up to 1,000 events
         * @description Each event has a result of its own, in the order given: the good ones are recorded whatever the others are. `Idempotency-Key` makes the key of each event that has none: `<key>#<index>`.
         */
        post: operations["postEventsBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/follow-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List follow-ups
         * @description Ordered by the view: what is upcoming by time; of a contact by due time, the latest first; else the latest made first.
         */
        get: operations["getFollowUps"];
        put?: never;
        /**
         * Schedule one follow-up, or up to 1,000
         * @description One-offs, without a sequence. `{ followUps: [ … ] }` schedules many; each then has a result of its own.
         */
        post: operations["postFollowUps"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/follow-ups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a follow-up */
        get: operations["getFollowUpsId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/follow-ups/{id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Explain why a follow-up was or was not sent */
        get: operations["getFollowUpsIdExplain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/follow-ups/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a follow-up, or discard a dead letter */
        post: operations["postFollowUpsIdCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/follow-ups/{id}/reschedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move a follow-up to another time */
        post: operations["postFollowUpsIdReschedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/follow-ups/{id}/send-now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a scheduled follow-up now */
        post: operations["postFollowUpsIdSendNow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/follow-ups/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a dead letter again */
        post: operations["postFollowUpsIdRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/follow-ups/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a follow-up that waits for it */
        post: operations["postFollowUpsIdApprove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List API keys, the latest first */
        get: operations["getKeys"];
        put?: never;
        /**
         * Make an API key
         * @description The key is in this answer and nowhere else: not stored, not shown again. So an `Idempotency-Key` is ignored here.
         */
        post: operations["postKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description Other processes may take it for five seconds more.
         */
        delete: operations["deleteKeysId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getEvents: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there. */
                cursor?: string;
                type?: string;
                /** @description A contact's id. */
                contact?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            type: string;
                            key: string;
                            source: string;
                            contactId: string | null;
                            /**
                             * Format: date-time
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            occurredAt: string;
                            /**
                             * Format: date-time
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            receivedAt: string;
                            body: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description No API key, or one that is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The key has not the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The input is not valid; `problems` says what is wrong where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Too many requests; see Retry-After. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Something went wrong inside. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The database cannot be reached; see Retry-After. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
        };
    };
    postEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One of contact.upserted, contact.optedOut, lead.created, lead.scored, lead.converted, message.received, message.sent, conversation.closed, call.ended, appointment.booked, appointment.moved, appointment.cancelled, appointment.completed, appointment.noShow, actionItem.created, actionItem.completed, or custom.<name>. */
                    type: string;
                    /** @description Makes the event unique; the same key with the same body is recorded once. */
                    key?: string;
                    /**
                     * Format: date-time
                     * @description Absent: now.
                     */
                    occurredAt?: string;
                    /** @description Who it is about, named by at least one of id, key, email, phone or addresses. Further keys are kept as attributes. */
                    contact: {
                        /** Format: uuid */
                        id?: string;
                        /** @description Your own id of the person. */
                        key?: string;
                        email?: string;
                        /** @description With country code; stored as E.164. */
                        phone?: string;
                        name?: string | null;
                        /** @description IANA, for example Europe/Paris. */
                        timezone?: string | null;
                        /** @description BCP 47, for example fr or pt-BR. */
                        locale?: string | null;
                        /** @description 0 is served first. */
                        tier?: number;
                        addresses?: {
                            /** @enum {unknown} */
                            channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "webhook";
                            value: string;
                        }[];
                    } & {
                        [key: string]: unknown;
                    };
                    /** @description For lead.*: the lead and what is known about it. */
                    lead?: {
                        /** @description Your own id of it. */
                        key: string;
                    } & {
                        [key: string]: unknown;
                    };
                    /** @description For message.* and conversation.*. */
                    conversation?: {
                        /** @description Your own id of it. */
                        key: string;
                    } & {
                        [key: string]: unknown;
                    };
                    /** @description For call.*. */
                    call?: {
                        /** @description Your own id of it. */
                        key: string;
                    } & {
                        [key: string]: unknown;
                    };
                    /** @description For appointment.*; startsAt is when it begins. */
                    appointment?: {
                        /** @description Your own id of it. */
                        key: string;
                    } & {
                        [key: string]: unknown;
                    };
                    /** @description For actionItem.*. */
                    actionItem?: {
                        /** @description Your own id of it. */
                        key: string;
                    } & {
                        [key: string]: unknown;
                    };
                    message?: {
                        text?: string;
                        /** @enum {unknown} */
                        channel?: "sms" | "whatsapp" | "email" | "discord" | "slack" | "webhook";
                    };
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description It was recorded before: nothing was done. */
                        duplicate: boolean;
                        contactId: string | null;
                        /** @description Enrollments that it began. */
                        enrolled: number;
                        /** @description Enrollments that it ended. */
                        exited: number;
                    };
                };
            };
            /** @description The body could not be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description No API key, or one that is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The key has not the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The present state does not allow this, or the Idempotency-Key was used before with another body. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The body is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The body is no JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The input is not valid; `problems` says what is wrong where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Too many requests; see Retry-After. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Something went wrong inside. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The database cannot be reached; see Retry-After. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
        };
    };
    postEventsBatch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "events": [
                 *         {
                 *           "type": "lead.created",
                 *           "key": "lead-4711",
                 *           "contact": {
                 *             "key": "ana",
                 *             "name": "Ana",
                 *             "email": "ana@example.com",
                 *             "timezone": "America/Sao_Paulo"
                 *           },
                 *           "lead": {
                 *             "key": "4711",
                 *             "source": "website",
                 *             "score": 0.82
                 *           }
                 *         },
                 *         {
                 *           "type": "message.received",
                 *           "contact": {
                 *             "key": "ana"
                 *           },
                 *           "conversation": {
                 *             "key": "chat-7"
                 *           },
                 *           "message": {
                 *             "channel": "email",
                 *             "text": "Yes, tomorrow is fine"
                 *           }
                 *         },
                 *         {
                 *           "type": "appointment.booked",
                 *           "contact": {
                 *             "phone": "+5511912345678"
                 *           },
                 *           "appointment": {
                 *             "key": "a-9",
                 *             "startsAt": "2026-03-01T15:00:00-03:00"
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    events: ({
                        /** @description One of contact.upserted, contact.optedOut, lead.created, lead.scored, lead.converted, message.received, message.sent, conversation.closed, call.ended, appointment.booked, appointment.moved, appointment.cancelled, appointment.completed, appointment.noShow, actionItem.created, actionItem.completed, or custom.<name>. */
                        type: string;
                        /** @description Makes the event unique; the same key with the same body is recorded once. */
                        key?: string;
                        /**
                         * Format: date-time
                         * @description Absent: now.
                         */
                        occurredAt?: string;
                        /** @description Who it is about, named by at least one of id, key, email, phone or addresses. Further keys are kept as attributes. */
                        contact: {
                            /** Format: uuid */
                            id?: string;
                            /** @description Your own id of the person. */
                            key?: string;
                            email?: string;
                            /** @description With country code; stored as E.164. */
                            phone?: string;
                            name?: string | null;
                            /** @description IANA, for example Europe/Paris. */
                            timezone?: string | null;
                            /** @description BCP 47, for example fr or pt-BR. */
                            locale?: string | null;
                            /** @description 0 is served first. */
                            tier?: number;
                            addresses?: {
                                /** @enum {unknown} */
                                channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "webhook";
                                value: string;
                            }[];
                        } & {
                            [key: string]: unknown;
                        };
                        /** @description For lead.*: the lead and what is known about it. */
                        lead?: {
                            /** @description Your own id of it. */
                            key: string;
                        } & {
                            [key: string]: unknown;
                        };
                        /** @description For message.* and conversation.*. */
                        conversation?: {
                            /** @description Your own id of it. */
                            key: string;
                        } & {
                            [key: string]: unknown;
                        };
                        /** @description For call.*. */
                        call?: {
                            /** @description Your own id of it. */
                            key: string;
                        } & {
                            [key: string]: unknown;
                        };
                        /** @description For appointment.*; startsAt is when it begins. */
                        appointment?: {
                            /** @description Your own id of it. */
                            key: string;
                        } & {
                            [key: string]: unknown;
                        };
                        /** @description For actionItem.*. */
                        actionItem?: {
                            /** @description Your own id of it. */
                            key: string;
                        } & {
                            [key: string]: unknown;
                        };
                        message?: {
                            text?: string;
                            /** @enum {unknown} */
                            channel?: "sms" | "whatsapp" | "email" | "discord" | "slack" | "webhook";
                        };
                    } & {
                        [key: string]: unknown;
                    })[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        recorded: number;
                        refused: number;
                        results: ({
                            id: string;
                            /** @description It was recorded before: nothing was done. */
                            duplicate: boolean;
                            contactId: string | null;
                            /** @description Enrollments that it began. */
                            enrolled: number;
                            /** @description Enrollments that it ended. */
                            exited: number;
                            /** @enum {boolean} */
                            ok: true;
                        } | {
                            /** @enum {boolean} */
                            ok: false;
                            code: string;
                            problems: {
                                /** @description Where it stands, for example `steps[2].after`. */
                                path: string;
                                /** @description What is wrong. */
                                message: string;
                                /** @description What would be right. */
                                expected?: string;
                                line?: number;
                                column?: number;
                            }[];
                        })[];
                    };
                };
            };
            /** @description The body could not be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description No API key, or one that is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The key has not the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The present state does not allow this, or the Idempotency-Key was used before with another body. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The body is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The body is no JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The input is not valid; `problems` says what is wrong where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Too many requests; see Retry-After. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Something went wrong inside. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The database cannot be reached; see Retry-After. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
        };
    };
    getFollowUps: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there. */
                cursor?: string;
                /** @description upcoming: what goes out next; failed: dead letters and unknowns, the latest first; recent: what was sent, the latest first. */
                view?: "upcoming" | "failed" | "recent";
                state?: "awaiting_approval" | "scheduled" | "claimed" | "calling" | "unknown" | "dead_letter" | "sent" | "skipped" | "cancelled";
                channel?: "sms" | "whatsapp" | "email" | "discord" | "slack" | "webhook";
                /** @description A contact's id. */
                contact?: string;
                /** @description A sequence's key. */
                sequence?: string;
                /** @example 2026-03-01T09:30:00.000Z */
                dueFrom?: string;
                /** @example 2026-03-01T09:30:00.000Z */
                dueUntil?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            contactId: string;
                            contactKey: string | null;
                            contactName: string | null;
                            enrollmentId: string | null;
                            sequenceKey: string | null;
                            sequenceVersion: number | null;
                            /** @description `ending` for what `then` says; null for one-offs. */
                            stepKey: string | null;
                            /** @description From 0; above for the repetitions of a step. */
                            occurrence: number;
                            /** @enum {string} */
                            kind: "message" | "wait" | "ending";
                            /** @enum {string} */
                            state: "awaiting_approval" | "scheduled" | "claimed" | "calling" | "unknown" | "dead_letter" | "sent" | "skipped" | "cancelled";
                            channel: ("sms" | "whatsapp" | "email" | "discord" | "slack" | "webhook") | "none";
                            /** @enum {string} */
                            category: "transactional" | "reminder" | "conversational" | "nurture" | "marketing" | "manual";
                            tier: number;
                            /**
                             * Format: date-time
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            dueAt: string;
                            /** @description When it is handed out next: later than due after a deferral or a retry. */
                            queueAt: string | null;
                            /**
                             * Format: date-time
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            createdAt: string;
                            endedAt: string | null;
                            failedAt: string | null;
                            attempts: number;
                            reason: string | null;
                            messageId: string | null;
                            /** @description A one-off's own content. */
                            content: {
                                [key: string]: unknown;
                            } | null;
                        }[];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description No API key, or one that is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The key has not the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The input is not valid; `problems` says what is wrong where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Too many requests; see Retry-After. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Something went wrong inside. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The database cannot be reached; see Retry-After. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
        };
    };
    postFollowUps: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    contact: {
                        id?: string;
                        key?: string;
                    };
                    /**
                     * Format: date-time
                     * @example 2026-03-01T09:30:00.000Z
                     */
                    dueAt?: string;
                    /** @description From now, in place of dueAt. */
                    after?: string | number;
                    /** @enum {string} */
                    channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "webhook";
                    /**
                     * @default conversational
                     * @enum {string}
                     */
                    category?: "transactional" | "reminder" | "conversational" | "nurture" | "marketing" | "manual";
                    template?: string;
                    subject?: string;
                    text?: string;
                    html?: string;
                    /** @description For the template. */
                    variables?: {
                        [key: string]: unknown;
                    };
                    /** @description The structured body of a webhook. */
                    data?: {
                        [key: string]: unknown;
                    };
                    /** @description How late it may still go out. */
                    lateGrace?: string | number;
                    /**
                     * @description What happens beyond its late grace.
                     * @enum {string}
                     */
                    missedWindow?: "skip" | "send";
                    tier?: number;
                    /** @description Waits for approval. */
                    approval?: boolean;
                } | {
                    followUps: {
                        contact: {
                            id?: string;
                            key?: string;
                        };
                        /**
                         * Format: date-time
                         * @example 2026-03-01T09:30:00.000Z
                         */
                        dueAt?: string;
                        /** @description From now, in place of dueAt. */
                        after?: string | number;
                        /** @enum {string} */
                        channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "webhook";
                        /**
                         * @default conversational
                         * @enum {string}
                         */
                        category?: "transactional" | "reminder" | "conversational" | "nurture" | "marketing" | "manual";
                        template?: string;
                        subject?: string;
                        text?: string;
                        html?: string;
                        /** @description For the template. */
                        variables?: {
                            [key: string]: unknown;
                        };
                        /** @description The structured body of a webhook. */
                        data?: {
                            [key: string]: unknown;
                        };
                        /** @description How late it may still go out. */
                        lateGrace?: string | number;
                        /**
                         * @description What happens beyond its late grace.
                         * @enum {string}
                         */
                        missedWindow?: "skip" | "send";
                        tier?: number;
                        /** @description Waits for approval. */
                        approval?: boolean;
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /**
                         * Format: date-time
                         * @example 2026-03-01T09:30:00.000Z
                         */
                        dueAt: string;
                    } | {
                        results: ({
                            /** @enum {boolean} */
                            ok: true;
                            id: string;
                            /**
                             * Format: date-time
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            dueAt: string;
                        } | {
                            /** @enum {boolean} */
                            ok: false;
                            problems: {
                                /** @description Where it stands, for example `steps[2].after`. */
                                path: string;
                                /** @description What is wrong. */
                                message: string;
                                /** @description What would be right. */
                                expected?: string;
                                line?: number;
                                column?: number;
                            }[];
                        })[];
                    };
                };
            };
            /** @description The body could not be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description No API key, or one that is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The key has not the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The present state does not allow this, or the Idempotency-Key was used before with another body. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The body is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The body is no JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The input is not valid; `problems` says what is wrong where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Too many requests; see Retry-After. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Something went wrong inside. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The database cannot be reached; see Retry-After. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
        };
    };
    getFollowUpsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        contactId: string;
                        contactKey: string | null;
                        contactName: string | null;
                        enrollmentId: string | null;
                        sequenceKey: string | null;
                        sequenceVersion: number | null;
                        /** @description `ending` for what `then` says; null for one-offs. */
                        stepKey: string | null;
                        /** @description From 0; above for the repetitions of a step. */
                        occurrence: number;
                        /** @enum {string} */
                        kind: "message" | "wait" | "ending";
                        /** @enum {string} */
                        state: "awaiting_approval" | "scheduled" | "claimed" | "calling" | "unknown" | "dead_letter" | "sent" | "skipped" | "cancelled";
                        channel: ("sms" | "whatsapp" | "email" | "discord" | "slack" | "webhook") | "none";
                        /** @enum {string} */
                        category: "transactional" | "reminder" | "conversational" | "nurture" | "marketing" | "manual";
                        tier: number;
                        /**
                         * Format: date-time
                         * @example 2026-03-01T09:30:00.000Z
                         */
                        dueAt: string;
                        /** @description When it is handed out next: later than due after a deferral or a retry. */
                        queueAt: string | null;
                        /**
                         * Format: date-time
                         * @example 2026-03-01T09:30:00.000Z
                         */
                        createdAt: string;
                        endedAt: string | null;
                        failedAt: string | null;
                        attempts: number;
                        reason: string | null;
                        messageId: string | null;
                        /** @description A one-off's own content. */
                        content: {
                            [key: string]: unknown;
                        } | null;
                    };
                };
            };
            /** @description No API key, or one that is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The key has not the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description There is no such thing, or it belongs to another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The input is not valid; `problems` says what is wrong where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Too many requests; see Retry-After. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Something went wrong inside. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The database cannot be reached; see Retry-After. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
        };
    };
    getFollowUpsIdExplain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Follow-up */
                        followUp: {
                            id: string;
                            contactId: string;
                            contactKey: string | null;
                            contactName: string | null;
                            enrollmentId: string | null;
                            sequenceKey: string | null;
                            sequenceVersion: number | null;
                            /** @description `ending` for what `then` says; null for one-offs. */
                            stepKey: string | null;
                            /** @description From 0; above for the repetitions of a step. */
                            occurrence: number;
                            /** @enum {string} */
                            kind: "message" | "wait" | "ending";
                            /** @enum {string} */
                            state: "awaiting_approval" | "scheduled" | "claimed" | "calling" | "unknown" | "dead_letter" | "sent" | "skipped" | "cancelled";
                            channel: ("sms" | "whatsapp" | "email" | "discord" | "slack" | "webhook") | "none";
                            /** @enum {string} */
                            category: "transactional" | "reminder" | "conversational" | "nurture" | "marketing" | "manual";
                            tier: number;
                            /**
                             * Format: date-time
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            dueAt: string;
                            /** @description When it is handed out next: later than due after a deferral or a retry. */
                            queueAt: string | null;
                            /**
                             * Format: date-time
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            createdAt: string;
                            endedAt: string | null;
                            failedAt: string | null;
                            attempts: number;
                            reason: string | null;
                            messageId: string | null;
                            /** @description A one-off's own content. */
                            content: {
                                [key: string]: unknown;
                            } | null;
                        };
                        /** @description What became of it, in a sentence. */
                        summary: string;
                        /** @description What happens next. */
                        next: string;
                        /** @description What would have to change for it to be sent; null where it was, or will be. */
                        wouldSendIf: string | null;
                        decisions: {
                            /**
                             * Format: date-time
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            at: string;
                            kind: string;
                            reason: string | null;
                            text: string;
                            facts: {
                                [key: string]: unknown;
                            } | null;
                        }[];
                        attempts: {
                            number: number;
                            /**
                             * Format: date-time
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            at: string;
                            senderKey: string | null;
                            outcome: string;
                            class: string | null;
                            code: string | null;
                            detail: string | null;
                            providerMessageId: string | null;
                            durationMs: number | null;
                            text: string;
                        }[];
                    };
                };
            };
            /** @description No API key, or one that is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The key has not the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description There is no such thing, or it belongs to another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The input is not valid; `problems` says what is wrong where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Too many requests; see Retry-After. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Something went wrong inside. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The database cannot be reached; see Retry-After. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
        };
    };
    postFollowUpsIdCancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default cancelled_by_caller */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        contactId: string;
                        contactKey: string | null;
                        contactName: string | null;
                        enrollmentId: string | null;
                        sequenceKey: string | null;
                        sequenceVersion: number | null;
                        /** @description `ending` for what `then` says; null for one-offs. */
                        stepKey: string | null;
                        /** @description From 0; above for the repetitions of a step. */
                        occurrence: number;
                        /** @enum {string} */
                        kind: "message" | "wait" | "ending";
                        /** @enum {string} */
                        state: "awaiting_approval" | "scheduled" | "claimed" | "calling" | "unknown" | "dead_letter" | "sent" | "skipped" | "cancelled";
                        channel: ("sms" | "whatsapp" | "email" | "discord" | "slack" | "webhook") | "none";
                        /** @enum {string} */
                        category: "transactional" | "reminder" | "conversational" | "nurture" | "marketing" | "manual";
                        tier: number;
                        /**
                         * Format: date-time
                         * @example 2026-03-01T09:30:00.000Z
                         */
                        dueAt: string;
                        /** @description When it is handed out next: later than due after a deferral or a retry. */
                        queueAt: string | null;
                        /**
                         * Format: date-time
                         * @example 2026-03-01T09:30:00.000Z
                         */
                        createdAt: string;
                        endedAt: string | null;
                        failedAt: string | null;
                        attempts: number;
                        reason: string | null;
                        messageId: string | null;
                        /** @description A one-off's own content. */
                        content: {
                            [key: string]: unknown;
                        } | null;
                    };
                };
            };
            /** @description The body could not be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description No API key, or one that is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The key has not the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description There is no such thing, or it belongs to another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The present state does not allow this, or the Idempotency-Key was used before with another body. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The body is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The body is no JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The input is not valid; `problems` says what is wrong where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Too many requests; see Retry-After. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Something went wrong inside. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The database cannot be reached; see Retry-After. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
        };
    };
    postFollowUpsIdReschedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date-time
                     * @example 2026-03-01T09:30:00.000Z
                     */
                    dueAt: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /**
                         * Format: date-time
                         * @example 2026-03-01T09:30:00.000Z
                         */
                        dueAt: string;
                    };
                };
            };
            /** @description The body could not be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description No API key, or one that is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The key has not the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description There is no such thing, or it belongs to another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The present state does not allow this, or the Idempotency-Key was used before with another body. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The body is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The body is no JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The input is not valid; `problems` says what is wrong where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Too many requests; see Retry-After. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Something went wrong inside. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The database cannot be reached; see Retry-After. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
        };
    };
    postFollowUpsIdSendNow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /**
                         * Format: date-time
                         * @example 2026-03-01T09:30:00.000Z
                         */
                        dueAt: string;
                    };
                };
            };
            /** @description No API key, or one that is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The key has not the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description There is no such thing, or it belongs to another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The present state does not allow this, or the Idempotency-Key was used before with another body. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The input is not valid; `problems` says what is wrong where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Too many requests; see Retry-After. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Something went wrong inside. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The database cannot be reached; see Retry-After. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
        };
    };
    postFollowUpsIdRetry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /**
                         * Format: date-time
                         * @example 2026-03-01T09:30:00.000Z
                         */
                        dueAt: string;
                    };
                };
            };
            /** @description No API key, or one that is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The key has not the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description There is no such thing, or it belongs to another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The present state does not allow this, or the Idempotency-Key was used before with another body. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The input is not valid; `problems` says what is wrong where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Too many requests; see Retry-After. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Something went wrong inside. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The database cannot be reached; see Retry-After. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
        };
    };
    postFollowUpsIdApprove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /**
                         * Format: date-time
                         * @example 2026-03-01T09:30:00.000Z
                         */
                        dueAt: string;
                    };
                };
            };
            /** @description No API key, or one that is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The key has not the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description There is no such thing, or it belongs to another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The present state does not allow this, or the Idempotency-Key was used before with another body. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The input is not valid; `problems` says what is wrong where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Too many requests; see Retry-After. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Something went wrong inside. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The database cannot be reached; see Retry-After. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
        };
    };
    getKeys: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            name: string;
                            /** @description How the key begins. */
                            hint: string;
                            scopes: string[];
                            /**
                             * Format: date-time
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            createdAt: string;
                            /** @description To the minute. */
                            lastUsedAt: string | null;
                            revokedAt: string | null;
                        }[];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description No API key, or one that is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The key has not the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The input is not valid; `problems` says what is wrong where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Too many requests; see Retry-After. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Something went wrong inside. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The database cannot be reached; see Retry-After. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
        };
    };
    postKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "website",
                 *       "scopes": [
                 *         "send"
                 *       ]
                 *     }
                 */
                "application/json": {
                    name: string;
                    /**
                     * @default [
                     *       "read",
                     *       "send",
                     *       "manage",
                     *       "admin"
                     *     ]
                     */
                    scopes?: ("read" | "send" | "manage" | "admin")[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        key: string;
                        hint: string;
                        scopes: string[];
                    };
                };
            };
            /** @description The body could not be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description No API key, or one that is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The key has not the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The present state does not allow this, or the Idempotency-Key was used before with another body. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The body is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The body is no JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The input is not valid; `problems` says what is wrong where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Too many requests; see Retry-After. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Something went wrong inside. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The database cannot be reached; see Retry-After. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
        };
    };
    deleteKeysId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        revoked: true;
                    };
                };
            };
            /** @description No API key, or one that is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The key has not the scope that this needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description There is no such thing, or it belongs to another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The present state does not allow this, or the Idempotency-Key was used before with another body. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The input is not valid; `problems` says what is wrong where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Too many requests; see Retry-After. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description Something went wrong inside. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
            /** @description The database cannot be reached; see Retry-After. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @description `urn:relance:problem:` and the code. */
                        type: string;
                        title: string;
                        status: number;
                        detail: string;
                        /** @description For machines: never changes its meaning. */
                        code: string;
                        /** @description True when the same call may succeed later. */
                        retryable: boolean;
                        problems: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                    };
                };
            };
        };
    };
}
