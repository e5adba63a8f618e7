// Generated from the OpenAPI description of the server by `npm run generate -w dashboard`. Do not edit.

export interface paths {
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List events, the latest first
         * @description Needs the scope `read`.
         */
        get: operations["getEvents"];
        put?: never;
        /**
         * Record an event
         * @description Answered once it is stored. `Idempotency-Key` is its key, unless the body has one: the same key with the same body is recorded once, with another body it is a 409.
         *
         *     Needs the scope `send`.
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
         *
         *     Needs the scope `send`.
         */
        post: operations["postEventsBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List contacts, the latest made first
         * @description Needs the scope `read`.
         */
        get: operations["getContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{ref}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a contact
         * @description Needs the scope `read`.
         */
        get: operations["getContactsRef"];
        /**
         * Make or change a contact
         * @description Recorded as the event `contact.upserted`. What is absent stays as it is, null clears, unknown keys are kept as attributes. By `key:…` a contact that is not there is made.
         *
         *     Needs the scope `send`.
         */
        put: operations["putContactsRef"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a contact
         * @description Recorded as the event `contact.upserted`. What is absent stays as it is, null clears, unknown keys are kept as attributes. By `key:…` a contact that is not there is made.
         *
         *     Needs the scope `send`.
         */
        patch: operations["patchContactsRef"];
        trace?: never;
    };
    "/v1/contacts/{ref}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a contact: what comes due meanwhile waits
         * @description Needs the scope `send`.
         */
        post: operations["postContactsRefPause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{ref}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a contact
         * @description Needs the scope `send`.
         */
        post: operations["postContactsRefResume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{ref}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was decided about a contact's follow-ups, the latest first
         * @description Needs the scope `read`.
         */
        get: operations["getContactsRefTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{ref}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain what a person gets, got and did not get, and why
         * @description The decisions come in pages, the latest first; the rest is the same on each of them.
         *
         *     Needs the scope `read`.
         */
        get: operations["getContactsRefExplain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{ref}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List everything that a contact ever agreed to or refused, with its proof, the latest first
         * @description Needs the scope `read`.
         */
        get: operations["getContactsRefConsents"];
        put?: never;
        /**
         * Record what a contact agreed to or refused
         * @description Each is recorded as an event (`contact.consentGiven`, `contact.consentWithdrawn`, `contact.consentRequested`) with its proof, all or none. It binds to the addresses that the contact has now; from this answer on no call that was decided on before begins. With `confirm` the person is asked by a transactional message, and nothing is given before they say yes.
         *
         *     Needs the scope `send`.
         */
        post: operations["postContactsRefConsents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{ref}/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what a contact asked for: whether, how often, what not
         * @description Needs the scope `read`.
         */
        get: operations["getContactsRefPreferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change what a contact asked for
         * @description What is absent stays as it is, null clears. The person changes the same on the page of their link.
         *
         *     Needs the scope `send`.
         */
        patch: operations["patchContactsRefPreferences"];
        trace?: never;
    };
    "/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List conversations, by key
         * @description Needs the scope `read`.
         */
        get: operations["getConversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a conversation
         * @description Needs the scope `read`.
         */
        get: operations["getConversationsKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{key}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log a message of a conversation
         * @description Recorded as the event `message.received` or `message.sent`; nothing is sent. `Idempotency-Key` makes it unique.
         *
         *     Needs the scope `send`.
         */
        post: operations["postConversationsKeyMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sequences/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a sequence
         * @description Needs the scope `read`.
         */
        get: operations["getSequencesKey"];
        /**
         * Store a sequence
         * @description A changed document makes a new version, an unchanged one nothing; running enrollments stay on theirs. Templates and senders may come later than the sequence: those that are missing are `warnings`.
         *
         *     Needs the scope `manage`.
         */
        put: operations["putSequencesKey"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sequences/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a sequence without storing it
         * @description Needs the scope `read`.
         */
        post: operations["postSequencesValidate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sequences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sequences, by key
         * @description Needs the scope `read`.
         */
        get: operations["getSequences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sequences/{key}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the versions of a sequence, the latest first
         * @description Needs the scope `read`.
         */
        get: operations["getSequencesKeyVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sequences/{key}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a sequence
         * @description Needs the scope `manage`.
         */
        post: operations["postSequencesKeyPause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sequences/{key}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a sequence
         * @description Needs the scope `manage`.
         */
        post: operations["postSequencesKeyResume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the policy in force
         * @description Needs the scope `read`.
         */
        get: operations["getPolicy"];
        /**
         * Set the policy
         * @description The whole document: what is absent is as by default. A changed document makes a new version, an unchanged one nothing. It counts at once, also for what is scheduled; `ghostDelay` and `approval` for what is planned from then on.
         *
         *     Needs the scope `manage`.
         */
        put: operations["putPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policy/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a policy without setting it
         * @description Needs the scope `read`.
         */
        post: operations["postPolicyCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policy/effective": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what counts, and where each value was set
         * @description The defaults, over them the policy of the organization, of the sequence, and of the contact, value by value.
         *
         *     Needs the scope `read`.
         */
        get: operations["getPolicyEffective"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policy/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the versions of the policy, the latest first
         * @description Needs the scope `read`.
         */
        get: operations["getPolicyVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policy/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a version of the policy
         * @description Needs the scope `read`.
         */
        get: operations["getPolicyVersionsVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/enrollments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List enrollments, the latest first
         * @description Needs the scope `read`.
         */
        get: operations["getEnrollments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/enrollments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an enrollment
         * @description Needs the scope `read`.
         */
        get: operations["getEnrollmentsId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/enrollments/{id}/exit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End an enrollment early: what is pending is cancelled
         * @description Needs the scope `send`.
         */
        post: operations["postEnrollmentsIdExit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/enrollments/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause an enrollment: what comes due meanwhile waits
         * @description Needs the scope `send`.
         */
        post: operations["postEnrollmentsIdPause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/enrollments/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume an enrollment
         * @description Needs the scope `send`.
         */
        post: operations["postEnrollmentsIdResume"];
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
         *
         *     Needs the scope `read`.
         */
        get: operations["getFollowUps"];
        put?: never;
        /**
         * Schedule one follow-up, or up to 1,000
         * @description One-offs, without a sequence. `{ followUps: [ … ] }` schedules many; each then has a result of its own.
         *
         *     Needs the scope `send`.
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
        /**
         * Get a follow-up
         * @description Needs the scope `read`.
         */
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
        /**
         * Explain why a follow-up was or was not sent
         * @description Needs the scope `read`.
         */
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
        /**
         * Cancel a follow-up, or discard a dead letter
         * @description Needs the scope `send`.
         */
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
        /**
         * Move a follow-up to another time
         * @description Needs the scope `send`.
         */
        post: operations["postFollowUpsIdReschedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/follow-ups/{id}/settle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what became of a follow-up whose outcome is unknown
         * @description For one that is `unknown`, once somebody has found out. `sent`: the next step follows as after any send. `not_sent`: it goes out again by the policy for retries, or becomes a dead letter. The timeline names the key.
         *
         *     Needs the scope `send`.
         */
        post: operations["postFollowUpsIdSettle"];
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
        /**
         * Send a scheduled follow-up now
         * @description Needs the scope `send`.
         */
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
        /**
         * Try a dead letter again
         * @description Needs the scope `send`.
         */
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
        /**
         * Approve a follow-up that waits for it
         * @description Needs the scope `send`.
         */
        post: operations["postFollowUpsIdApprove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/follow-ups/{id}/message": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what a follow-up says
         * @description Once it is written, which is when it is due: until then 404.
         *
         *     Needs the scope `read`.
         */
        get: operations["getFollowUpsIdMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the words of a dead letter
         * @description Parts that are not given stay; a new text without html drops the html. The words go out as they are: no variables. What was tried before keeps the words that it had.
         *
         *     Needs the scope `send`.
         */
        patch: operations["patchFollowUpsIdMessage"];
        trace?: never;
    };
    "/v1/follow-ups/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try many dead letters again
         * @description Each with a new attempt; the ones before are kept. Each id has a result of its own; what would be skipped at once is refused.
         *
         *     Needs the scope `send`.
         */
        post: operations["postFollowUpsRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/follow-ups/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel many follow-ups, or discard many dead letters
         * @description Each id has a result of its own.
         *
         *     Needs the scope `send`.
         */
        post: operations["postFollowUpsDiscard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count live records by why they are covered, or are not
         * @description Covered is what has something planned, has ended with a reason, or is left alone on purpose (`followUp: false` on the record says so).
         *
         *     Needs the scope `read`.
         */
        get: operations["getCoverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/coverage/uncovered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List live records that nobody sees to, and why
         * @description As of now, by type and key. A page may have fewer items than asked for, or none, and still have a `nextCursor`: it looks at 20,000 records and no further.
         *
         *     Needs the scope `read`.
         */
        get: operations["getCoverageUncovered"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get who is told what
         * @description Needs the scope `read`.
         */
        get: operations["getAlerts"];
        /**
         * Set who is told what
         * @description The whole: what is absent is as by default. Who is added hears of what stands within a minute or two.
         *
         *     Needs the scope `manage`.
         */
        put: operations["putAlerts"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/standing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is not as it should be, and who was told
         * @description As a worker last saw it, which is at most a minute or two ago; by kind. Empty while there is no target.
         *
         *     Needs the scope `read`.
         */
        get: operations["getAlertsStanding"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test to a target
         * @description One real message at once, by the senders of its channel; the next one is asked when one has certainly not taken it.
         *
         *     Needs the scope `manage`.
         */
        post: operations["postAlertsTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List messages, the latest first
         * @description Needs the scope `read`.
         */
        get: operations["getMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a message
         * @description Needs the scope `read`.
         */
        get: operations["getMessagesId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what the sandbox provider accepted, the latest first
         * @description Needs the scope `read`.
         */
        get: operations["getSandboxMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/suppressions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List suppressions, by channel and address
         * @description Needs the scope `read`.
         */
        get: operations["getSuppressions"];
        put?: never;
        /**
         * Suppress an address
         * @description From this answer on no call to that address begins; one that is on its way gets out. An earlier suppression stays as it is.
         *
         *     Needs the scope `manage`.
         */
        post: operations["postSuppressions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/suppressions/{channel}/{value}": {
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
         * Lift a suppression
         * @description Lets the person be written to again, as far as they let us; who stopped us by a word is better asked for START. After a complaint or a hard bounce it needs `force=true`.
         *
         *     Needs the scope `manage`.
         */
        delete: operations["deleteSuppressionsChannelValue"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/suppressions/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take the whole suppression list away, as CSV or JSON lines
         * @description It can be imported again.
         *
         *     Needs the scope `read`.
         */
        get: operations["getSuppressionsExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/senders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List senders, by key
         * @description Needs the scope `read`.
         */
        get: operations["getSenders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/senders/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a sender
         * @description Needs the scope `read`.
         */
        get: operations["getSendersKey"];
        /**
         * Store a sender
         * @description The configuration replaces the one before, but secrets that are not given stay as they are while the provider does; `null` removes one. A sender of e-mail needs the scope `admin`: it carries the links with which operators get in.
         *
         *     Needs the scope `manage`.
         */
        put: operations["putSendersKey"];
        post?: never;
        /**
         * Remove a sender
         * @description What was sent by it stays on record; what waits goes by the others of the route, or waits for one.
         *
         *     Needs the scope `manage`.
         */
        delete: operations["deleteSendersKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/senders/{key}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a sender
         * @description Needs the scope `manage`.
         */
        post: operations["postSendersKeyPause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/senders/{key}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a sender
         * @description Needs the scope `manage`.
         */
        post: operations["postSendersKeyResume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/senders/{key}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a sender's provider whether the account works, or send one message by it
         * @description Without `to` nothing is sent. With `to` one real message goes there at once: without a contact, a guard or a trace.
         *
         *     Needs the scope `manage`.
         */
        post: operations["postSendersKeyTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a template: the latest version of all its forms
         * @description Needs the scope `read`.
         */
        get: operations["getTemplatesKey"];
        /**
         * Store a template
         * @description A changed text makes a new version, an unchanged one nothing. Messages that were rendered stay as they are.
         *
         *     Needs the scope `manage`.
         */
        put: operations["putTemplatesKey"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List templates, by key
         * @description Needs the scope `read`.
         */
        get: operations["getTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{key}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * See a template with facts
         * @description Needs the scope `read`.
         */
        post: operations["postTemplatesKeyPreview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the organization
         * @description Needs the scope `read`.
         */
        get: operations["getOrganization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the organization
         * @description What is absent stays as it is.
         *
         *     Needs the scope `manage`.
         */
        patch: operations["patchOrganization"];
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys, the latest first
         * @description Needs the scope `admin`.
         */
        get: operations["getKeys"];
        put?: never;
        /**
         * Make an API key
         * @description The key is in this answer and nowhere else: not stored, not shown again. So an `Idempotency-Key` is ignored here.
         *
         *     Needs the scope `admin`.
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
         *
         *     Needs the scope `admin`.
         */
        delete: operations["deleteKeysId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{ref}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export everything about a contact
         * @description One JSON document with every row of every table that is about the person, as it is stored. It is in the audit log. Reads all follow-ups and events of the organization once.
         *
         *     Needs the scope `manage`.
         */
        get: operations["getContactsRefExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{ref}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase a contact
         * @description From this answer on no call to the person begins; one that is on its way gets out. What is open is cancelled, every address is suppressed by a keyed hash (also when it comes in again), and whatever says who the person was is removed. Cannot be undone; again does no harm. Reads all follow-ups and events of the organization once.
         *
         *     Needs the scope `manage`.
         */
        post: operations["postContactsRefErase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how long what is kept
         * @description In days; `null` is for ever. What is open is kept however old it is.
         *
         *     Needs the scope `read`.
         */
        get: operations["getRetention"];
        /**
         * Set how long what is kept
         * @description What is not given stays as it is. What is past its keeping goes within a day or so, for good.
         *
         *     Needs the scope `manage`.
         */
        put: operations["putRetention"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who changed what, the latest first
         * @description What operators and callers changed; what was sent is on the timelines. Nothing personal is in it. `relance audit verify` computes the chain of hashes anew.
         *
         *     Needs the scope `admin`.
         */
        get: operations["getAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who calls
         * @description For a key as well as for an operator who has signed in.
         *
         *     Needs no scope.
         */
        get: operations["getSession"];
        put?: never;
        /**
         * Sign in
         * @description The session is in a cookie that scripts cannot read; it ends after 7 days without use, and after 30 days. Requests with it that change something have to come from a page of this server.
         *
         *     Needs no key.
         */
        post: operations["postSession"];
        /**
         * Sign out
         * @description Needs no scope.
         */
        delete: operations["deleteSession"];
        options?: never;
        head?: never;
        /**
         * Switch to another organization
         * @description Needs no scope.
         */
        patch: operations["patchSession"];
        trace?: never;
    };
    "/v1/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List organizations, by key
         * @description For admins of the organization `default`.
         *
         *     Needs the scope `admin`.
         */
        get: operations["getOrganizations"];
        put?: never;
        /**
         * Make an organization
         * @description For admins of the organization `default`. The first API key of the new one is in this answer and nowhere else; with it, invite its owner.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postOrganizations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ops/followup-hook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Note that a lead is followed up, and pass the message on
         * @description Writes the lead's timeline, once for each strategy, and hands the message to the senders of the channel `webhook` as a follow-up; where none is configured it is only noted. The same lead and strategy again: the same answer, and nothing is done.
         *
         *     Needs the scope `send`.
         */
        post: operations["postOpsFollowupHook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/forgotten-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a link that sets a new password
         * @description The answer is the same whether or not there is such an operator. The link works once, within an hour.
         *
         *     Needs no key.
         */
        post: operations["postSessionForgottenPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/new-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password with a link
         * @description All sessions of this operator end.
         *
         *     Needs no key.
         */
        post: operations["postSessionNewPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What an invitation offers
         * @description Needs no key.
         */
        post: operations["postSessionInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation, and sign in
         * @description Of somebody who is an operator already all other sessions end, unless they belong to the organization already and keep their password.
         *
         *     Needs no key.
         */
        post: operations["postSessionAccept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change your password
         * @description All your other sessions end.
         *
         *     Needs no scope.
         */
        put: operations["putSessionPassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your sessions, the latest first
         * @description Needs no scope.
         */
        get: operations["getSessions"];
        put?: never;
        post?: never;
        /**
         * Sign out everywhere
         * @description Needs no scope.
         */
        delete: operations["deleteSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}": {
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
         * End one of your sessions
         * @description Needs no scope.
         */
        delete: operations["deleteSessionsId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List operators, by e-mail address
         * @description Needs the scope `admin`.
         */
        get: operations["getOperators"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operators/{id}": {
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
         * Remove an operator
         * @description From this organization; who belongs to no other one is forgotten. The last owner stays (409).
         *
         *     Needs the scope `admin`.
         */
        delete: operations["deleteOperatorsId"];
        options?: never;
        head?: never;
        /**
         * Change the role of an operator
         * @description It counts from their next call on. The last owner stays one (409).
         *
         *     Needs the scope `admin`.
         */
        patch: operations["patchOperatorsId"];
        trace?: never;
    };
    "/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List open invitations, the latest first
         * @description Needs the scope `admin`.
         */
        get: operations["getInvitations"];
        put?: never;
        /**
         * Invite somebody to this organization
         * @description The link is sent by the organization's e-mail senders and is good once, for seven days; an earlier one for the same address is void. Where nothing can send it, it is in the answer, to be passed on: whoever holds it can accept.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postInvitations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{id}": {
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
         * Take back an invitation
         * @description Needs the scope `admin`.
         */
        delete: operations["deleteInvitationsId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{source}/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where vendors report on messages and pass on replies
         * @description Called by vendors, verified by their signature. `source` is a kind of provider (`twilio`, `sendgrid`, `resend`, `smtp`, `slack`, `telegram`) or the key of a sender; `kind` says what is reported where a vendor has several kinds (`status`, `inbound`, `events`). The query may name the organization (`org`, else `default`) and one of several senders (`sender`). What is repeated changes nothing; 200 means that it is stored.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    source: string;
                    kind: string;
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
                    content?: never;
                };
            };
        };
        put?: never;
        /**
         * Where vendors report on messages and pass on replies
         * @description Called by vendors, verified by their signature. `source` is a kind of provider (`twilio`, `sendgrid`, `resend`, `smtp`, `slack`, `telegram`) or the key of a sender; `kind` says what is reported where a vendor has several kinds (`status`, `inbound`, `events`). The query may name the organization (`org`, else `default`) and one of several senders (`sender`). What is repeated changes nothing; 200 means that it is stored.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    source: string;
                    kind: string;
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
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/suppressions/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suppress many addresses at once
         * @description As JSON, or as `text/csv` with a first line of column names: `channel`, `value`, `cause`, `detail`, or `email` or `phone` in place of the first two. A bad row refuses no other; good ones are stored a thousand at a time, so that after a fault the same list can be sent again.
         *
         *     Needs the scope `manage`.
         */
        post: operations["postSuppressionsImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** Problem */
        Problem: {
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
        /** Alert rules */
        AlertRules: {
            /** @description Without any, nobody is told. */
            targets: {
                key: string;
                /** @enum {string} */
                channel: "email" | "slack" | "discord" | "telegram" | "sms" | "webhook";
                to: string;
                /** @description A kind that is absent it does not hear about. */
                hears: {
                    [key: string]: "warning" | "critical";
                };
            }[];
            /** @description An alert when more than this were given up within an hour. */
            deadLetters: number;
            /** @description An alert when the oldest due follow-up has waited for longer: `5m`. */
            lateAfter: string;
        };
        /** AuditEntry */
        AuditEntry: {
            /** @description Its number in the chain of the organization. */
            seq: number;
            /**
             * Format: date-time
             * @example 2026-03-01T09:30:00.000Z
             */
            at: string;
            actor: {
                /**
                 * @description `host`: somebody whom the host application vouches for. `local`: the command line, or the host application itself. `engine`: it did so by itself.
                 * @enum {string}
                 */
                kind: "key" | "operator" | "host" | "local" | "engine";
                id: string | null;
                name: string;
            };
            /** @description What was done to what, for example `sender.stored`. */
            action: string;
            /** @description Of what was changed. */
            ids: string[];
            facts: {
                [key: string]: unknown;
            };
            previousHash: string;
            /** @description Covers everything above, and so every entry before. */
            hash: string;
        };
        /** Consent record */
        ConsentRecord: {
            id: string;
            /** @enum {string} */
            channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
            address: string;
            /** @enum {string} */
            category: "*" | "transactional" | "reminder" | "conversational" | "nurture" | "marketing" | "manual";
            /** @enum {string} */
            state: "in" | "out" | "pending";
            /** @description Of a stop or a start: `stop_word`, `unsubscribed`, `start_word` and the like. */
            cause: string | null;
            /** @enum {string} */
            source: "form" | "call" | "import" | "page" | "word" | "provider" | "api";
            /** @description What the person was shown or asked, or wrote. */
            text: string | null;
            url: string | null;
            ip: string | null;
            userAgent: string | null;
            actor: string | null;
            /** @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000 */
            eventId: string;
            /** @description The message that they wrote. */
            messageId: string | null;
            /** @description The message that asks them to confirm. */
            followUpId: string | null;
            /**
             * Format: date-time
             * @description When it was said.
             * @example 2026-03-01T09:30:00.000Z
             */
            at: string;
            /**
             * Format: date-time
             * @example 2026-03-01T09:30:00.000Z
             */
            recordedAt: string;
        };
        /** Follow-up */
        FollowUp: {
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
            /**
             * @description The state in the words of other queues: pending, processing (unknown outcomes, too), failed (refused, and will be tried again), sent, dead_letter, cancelled (skipped, too).
             * @enum {string}
             */
            status: "pending" | "processing" | "failed" | "sent" | "dead_letter" | "cancelled";
            channel: ("sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook") | "none";
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
            /** @description When it is tried again after a call that was refused (`status: failed`); null unless it waits for that. */
            retryAt: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T09:30:00.000Z
             */
            createdAt: string;
            endedAt: string | null;
            failedAt: string | null;
            /** @description Why it was given up; null unless it was. */
            deadLetterReason: string | null;
            /** @description When it was given up; null unless it was. */
            deadLetterAt: string | null;
            attempts: number;
            reason: string | null;
            messageId: string | null;
            /** @description The person's answer to it. */
            response: {
                messageId: string;
                /**
                 * Format: date-time
                 * @example 2026-03-01T09:30:00.000Z
                 */
                receivedAt: string;
                text: string;
            } | null;
            /** @description Why its last call failed, while it is tried again, given up or unknown. */
            lastError: {
                code: string | null;
                detail: string | null;
                /**
                 * Format: date-time
                 * @example 2026-03-01T09:30:00.000Z
                 */
                at: string;
            } | null;
            /** @description A one-off's own content. */
            content: {
                [key: string]: unknown;
            } | null;
        };
        /** Contact */
        Contact: {
            id: string;
            key: string | null;
            name: string | null;
            timezone: string | null;
            locale: string | null;
            tier: number;
            addresses: {
                /** @enum {string} */
                channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
                value: string;
                /** @description Why nothing is sent there. */
                suppressed: string | null;
                /** @description What the person agreed to (`in`), refused (`out`) or was asked (`pending`), by category; `*` is the rest. */
                consents: {
                    [key: string]: "in" | "out" | "pending";
                };
            }[];
            attributes: {
                [key: string]: unknown;
            };
            /** @description What is set for this person instead of the organization's policy. */
            policy: {
                [key: string]: unknown;
            } | null;
            /** @description Why the person gets nothing at all. */
            blockedReason: string | null;
            pausedAt: string | null;
            lastInboundAt: string | null;
            /** @description Since then nothing is known of the person. */
            erasedAt: string | null;
            nextFollowUpAt: string | null;
            openEnrollments: number;
            /**
             * Format: date-time
             * @example 2026-03-01T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-03-01T09:30:00.000Z
             */
            updatedAt: string;
        };
        /** Preferences */
        Preferences: {
            /** @description False: no follow-ups at all. */
            enabled: boolean;
            frequencyHours: number | null;
            /** @description No follow-ups before. */
            pausedUntil: string | null;
            /** @description What they do not want, each `<channel>:<category>`. */
            off: ("sms:transactional" | "sms:reminder" | "sms:conversational" | "sms:nurture" | "sms:marketing" | "sms:manual" | "whatsapp:transactional" | "whatsapp:reminder" | "whatsapp:conversational" | "whatsapp:nurture" | "whatsapp:marketing" | "whatsapp:manual" | "email:transactional" | "email:reminder" | "email:conversational" | "email:nurture" | "email:marketing" | "email:manual" | "discord:transactional" | "discord:reminder" | "discord:conversational" | "discord:nurture" | "discord:marketing" | "discord:manual" | "slack:transactional" | "slack:reminder" | "slack:conversational" | "slack:nurture" | "slack:marketing" | "slack:manual" | "telegram:transactional" | "telegram:reminder" | "telegram:conversational" | "telegram:nurture" | "telegram:marketing" | "telegram:manual" | "webhook:transactional" | "webhook:reminder" | "webhook:conversational" | "webhook:nurture" | "webhook:marketing" | "webhook:manual")[];
            /** @description They answered “in two weeks”, or their mailbox said until when they are away: no `conversational`, `nurture` or `marketing` message goes out before. Over when they write again. */
            hold: {
                /**
                 * Format: date-time
                 * @example 2026-03-01T09:30:00.000Z
                 */
                until: string;
                /** @enum {string} */
                because: "asked_later" | "out_of_office";
            } | null;
            /** @description When the last follow-up went out. */
            lastSentAt: string | null;
        };
        /** Conversation */
        Conversation: {
            key: string;
            contactId: string;
            channel: ("sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook") | null;
            state: string;
            /** @description Your own word; steps may set it, a reply restores the one before. */
            stage: string | null;
            lastInboundAt: string | null;
            /** @description The last message out that no sequence sent. */
            lastOutboundAt: string | null;
            lastFollowUpAt: string | null;
            /** @description The last message out, follow-ups included. */
            lastBotMessageAt: string | null;
            /** @description Follow-ups of the last 24 hours, counted on reading. */
            followupCount24h: number;
            scheduledFollowupAt: string | null;
            attributes: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @example 2026-03-01T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-03-01T09:30:00.000Z
             */
            updatedAt: string;
        };
        /** Coverage */
        Coverage: {
            /**
             * Format: date-time
             * @description When it was counted; that happens every ten minutes.
             * @example 2026-03-01T09:30:00.000Z
             */
            auditedAt: string;
            /** @description Leads that are not won, lost or closed, open conversations, appointments ahead. */
            live: number;
            /** @description Those of them that nobody sees to. */
            uncovered: number;
            counts: {
                /** @enum {string} */
                type: "lead" | "conversation" | "appointment";
                covered: boolean;
                cause: ("scheduled" | "paused" | "ended" | "blocked" | "suppressed" | "erased" | "not_wanted" | "just_written") | ("no_sequence" | "sequence_inactive" | "sequence_paused" | "not_begun" | "sequence_missing" | "stranded" | "ended_without_reason" | "unanswered");
                count: number;
            }[];
        };
        /** Message */
        Message: {
            id: string;
            contactId: string;
            followUpId: string | null;
            conversationKey: string | null;
            /** @enum {string} */
            direction: "in" | "out";
            /** @enum {string} */
            state: "queued" | "sent" | "failed" | "delivered" | "undelivered" | "received";
            template: string | null;
            /** @description The follow-up that it answers. */
            replyTo: string | null;
            /** @description Nobody wrote it: an out-of-office notice, say. */
            automatic: boolean;
            /** @description Of all its attempts, by the senders' prices. */
            costCents: number | null;
            /** @enum {string} */
            channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
            address: string;
            subject: string | null;
            text: string;
            html: string | null;
            data: {
                [key: string]: unknown;
            } | null;
            /**
             * Format: date-time
             * @example 2026-03-01T09:30:00.000Z
             */
            createdAt: string;
        };
        /** Enrollment */
        Enrollment: {
            id: string;
            contactId: string;
            sequenceKey: string;
            sequenceVersion: number;
            /** @enum {string} */
            subjectType: "contact" | "lead" | "conversation" | "call" | "appointment" | "action_item" | "event";
            subjectKey: string;
            /**
             * Format: date-time
             * @description What its offsets count from.
             * @example 2026-03-01T09:30:00.000Z
             */
            anchorAt: string;
            /** @enum {string} */
            state: "active" | "paused" | "completed" | "exited";
            exitReason: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T09:30:00.000Z
             */
            createdAt: string;
            endedAt: string | null;
        };
        /** Session */
        Session: {
            /**
             * @description What says who calls: an API key, a session, or the host.
             * @enum {string}
             */
            kind: "key" | "operator" | "host";
            /** @description Of the key or the operator, or as the host says it. */
            name: string;
            scopes: ("read" | "send" | "manage" | "admin")[];
            /** @description That everything else is about. */
            organization: {
                key: string;
            };
            /** @description Null for an API key, and for somebody whom the host vouches for. */
            operator: {
                id: string;
                email: string;
                /**
                 * @description `owner` may everything, `operator` reads and sends, `viewer` reads.
                 * @enum {string}
                 */
                role: "owner" | "operator" | "viewer";
                sessionId: string;
                /** @description All that you belong to. */
                organizations: {
                    key: string;
                    name: string;
                    /**
                     * @description `owner` may everything, `operator` reads and sends, `viewer` reads.
                     * @enum {string}
                     */
                    role: "owner" | "operator" | "viewer";
                }[];
            } | null;
        };
        /** Operator */
        Operator: {
            id: string;
            email: string;
            name: string;
            /**
             * @description `owner` may everything, `operator` reads and sends, `viewer` reads.
             * @enum {string}
             */
            role: "owner" | "operator" | "viewer";
            /**
             * Format: date-time
             * @description Since when they belong to this organization.
             * @example 2026-03-01T09:30:00.000Z
             */
            createdAt: string;
        };
        /** Organization */
        Organization: {
            key: string;
            name: string;
            /** @description IANA: the zone of its business hours, holidays and blackouts. */
            timezone: string;
            /** @description BCP 47: for contacts of whom no language is known. */
            locale: string;
            /** @description The answer to HELP; null: its name, and how to stop. */
            helpText: string | null;
            /** @description Do e-mails without HTML of their own get some? */
            emailLayout: boolean;
        };
        /** Policy version */
        PolicyVersion: {
            version: number;
            /** @description As its author wrote it; PUT it back and nothing changes. */
            document: unknown;
            /**
             * Format: date-time
             * @example 2026-03-01T09:30:00.000Z
             */
            createdAt: string;
            /** @description The name of the key; null for what the installation set itself. */
            createdBy: string | null;
        };
        /** Sender */
        Sender: {
            id: string;
            key: string;
            provider: string;
            /** @enum {string} */
            channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
            /** @description Its place in the route of the channel: lower is tried first. */
            position: number;
            /** @description Without what is secret. */
            config: unknown;
            /** @description The names of what is configured and not shown. */
            secrets: string[];
            ratePerMinute: number | null;
            burst: number | null;
            concurrency: number | null;
            /** @description Messages in any hour, over all processes. */
            perHour: number | null;
            /** @description Messages in any day, over all processes. */
            perDay: number | null;
            pausedAt: string | null;
            /**
             * @description `open`: left alone, the next of the route is asked. `half_open`: one call has to show that it works again.
             * @enum {string}
             */
            breaker: "closed" | "open" | "half_open";
            /** @description How often in a row it was found broken; each rest is longer. */
            breakerFailures: number;
            /** @description What its vendor seemed to take when it last said "too fast". */
            learnedPerMinute: number | null;
            learnedAt: string | null;
            /** @description Left alone until then, after it refused everything. */
            breakerUntil: string | null;
            lastError: string | null;
            lastErrorAt: string | null;
            /** @description What reading its mailbox failed by the last time; it is tried again every few seconds. */
            mailboxError: string | null;
            mailboxErrorAt: string | null;
            /** @description What became of what went out by it in the last seven days. Of an organization's messages the last 2,000 of each 24 hours are looked at, in and out. */
            lastWeek: {
                /** @description Taken by the vendor. */
                accepted: number;
                /** @description Refused at once because of the address; they are among `bounced`, too. */
                refused: number;
                /** @description To addresses that do not work: refused at once, or reported later. Not to people who have said stop to the vendor. */
                bounced: number;
                /** @description Called spam. */
                complained: number;
                /** @description Of what was accepted or refused, from 0 to 1; null: nothing was. */
                bounceRate: number | null;
                /** @description Of what was accepted, from 0 to 1; null: nothing was. */
                complaintRate: number | null;
            };
            /**
             * Format: date-time
             * @example 2026-03-01T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-03-01T09:30:00.000Z
             */
            updatedAt: string;
        };
        /** Sequence */
        Sequence: {
            key: string;
            name: string;
            version: number;
            active: boolean;
            pausedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T09:30:00.000Z
             */
            createdAt: string;
            /** @description As its author would write it; PUT it back and nothing changes. */
            document: unknown;
        };
        /** Suppression */
        Suppression: {
            /** @enum {string} */
            channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
            value: string;
            cause: string;
            detail: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T09:30:00.000Z
             */
            createdAt: string;
        };
        /** Template */
        Template: {
            key: string;
            /** @description `*`: for all channels that have no form of their own. */
            channel: string;
            /** @description `*`: for all languages that have no form of their own. */
            locale: string;
            version: number;
            subject: string | null;
            text: string;
            html: string | null;
            vendorTemplate: {
                /** @description The vendor's id of its template, for example Twilio's `HX…`. */
                id: string;
                /** @description Texts with variables, by the placeholders of that template. */
                variables: {
                    [key: string]: string;
                };
            } | null;
            /**
             * Format: date-time
             * @example 2026-03-01T09:30:00.000Z
             */
            createdAt: string;
        };
    };
    responses: {
        /** @description The body could not be read. */
        Problem400: {
            headers: {
                "relance-now": components["headers"]["RelanceNow"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No API key and no session, or one that is not known. */
        Problem401: {
            headers: {
                "relance-now": components["headers"]["RelanceNow"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The key or the role has not the scope that this needs, or a page from elsewhere asks. */
        Problem403: {
            headers: {
                "relance-now": components["headers"]["RelanceNow"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The present state does not allow this, the Idempotency-Key was used before with another body, or Relance-Organization names another organization than the one of the caller. */
        Problem409: {
            headers: {
                "relance-now": components["headers"]["RelanceNow"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is larger than allowed. */
        Problem413: {
            headers: {
                "relance-now": components["headers"]["RelanceNow"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is no JSON. */
        Problem415: {
            headers: {
                "relance-now": components["headers"]["RelanceNow"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The input is not valid; `problems` says what is wrong where. */
        Problem422: {
            headers: {
                "relance-now": components["headers"]["RelanceNow"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests; see Retry-After. */
        Problem429: {
            headers: {
                "relance-now": components["headers"]["RelanceNow"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Something went wrong inside. */
        Problem500: {
            headers: {
                "relance-now": components["headers"]["RelanceNow"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The database cannot be reached; see Retry-After. */
        Problem503: {
            headers: {
                "relance-now": components["headers"]["RelanceNow"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such thing, or it belongs to another organization. */
        Problem404: {
            headers: {
                "relance-now": components["headers"]["RelanceNow"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description What time it is at the server: clocks of callers may be wrong. */
        RelanceNow: string;
        /** @description How many requests a minute are allowed. Absent where there is no limit. */
        RateLimitLimit: number;
        /** @description How many of them are left, of the key or its organization. */
        RateLimitRemaining: number;
        /** @description Seconds until all of them are there again. */
        RateLimitReset: number;
        /** @description Seconds to wait before the next try. */
        RetryAfter: number;
        /** @description `true`: this is the answer of the first request with this `Idempotency-Key`; nothing was done again. */
        IdempotencyReplayed: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getEvents: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
                /** @description Only of this type; your own are `custom.<name>`. For example `lead.created`. */
                type?: string;
                /** @description A contact's id, the `id` of `GET /v1/contacts/key:<your key>`. For example `0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000`. */
                contact?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
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
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One of contact.upserted, contact.optedOut, contact.optedIn, contact.consentGiven, contact.consentWithdrawn, contact.consentRequested, lead.created, lead.scored, lead.converted, message.received, message.autoReplied, message.sent, conversation.closed, call.ended, appointment.booked, appointment.moved, appointment.cancelled, appointment.completed, appointment.noShow, actionItem.created, actionItem.completed, or custom.<name>. */
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
                        /** @description What counts for this person instead of the organization's policy: businessHours, quietHours, caps, minimumGap, recentlyActive, consent. null takes it back. */
                        policy?: Record<string, never> | null;
                        addresses?: {
                            /** @enum {unknown} */
                            channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
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
                    /** @description What the person agreed to or refused meanwhile, on any event about a contact. */
                    consent?: {
                        /** @description False: they said no, or take it back. Default true. */
                        given?: boolean;
                        /** @description True: they are asked to confirm by a message, and nothing is given before (double opt-in). */
                        confirm?: boolean;
                        /** @description Where. May be absent on a refusal: everywhere. */
                        channels?: ("sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook")[];
                        /** @description One address of the one channel; absent: all that the contact has there. */
                        address?: string;
                        /** @description To what; `*` is all. May be absent on a refusal: all. */
                        categories?: ("*" | "transactional" | "reminder" | "conversational" | "nurture" | "marketing" | "manual")[];
                        /** @description What the person was shown or asked, in its own words: the proof. Needed where they agreed. */
                        text?: string;
                        /**
                         * @description How it came. Default `call` for call.*, else `api`.
                         * @enum {unknown}
                         */
                        source?: "form" | "call" | "import" | "page" | "word" | "provider" | "api";
                        /** @description The page or document. */
                        url?: string;
                        ip?: string;
                        userAgent?: string;
                        /** @description Who took it down. Default: the name of the API key or the operator. */
                        actor?: string;
                    };
                    message?: {
                        text?: string;
                        /** @enum {unknown} */
                        channel?: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
                    };
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Recorded before: nothing was done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
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
            /** @description Made. */
            201: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postEventsBatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
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
                        /** @description One of contact.upserted, contact.optedOut, contact.optedIn, contact.consentGiven, contact.consentWithdrawn, contact.consentRequested, lead.created, lead.scored, lead.converted, message.received, message.autoReplied, message.sent, conversation.closed, call.ended, appointment.booked, appointment.moved, appointment.cancelled, appointment.completed, appointment.noShow, actionItem.created, actionItem.completed, or custom.<name>. */
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
                            /** @description What counts for this person instead of the organization's policy: businessHours, quietHours, caps, minimumGap, recentlyActive, consent. null takes it back. */
                            policy?: Record<string, never> | null;
                            addresses?: {
                                /** @enum {unknown} */
                                channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
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
                        /** @description What the person agreed to or refused meanwhile, on any event about a contact. */
                        consent?: {
                            /** @description False: they said no, or take it back. Default true. */
                            given?: boolean;
                            /** @description True: they are asked to confirm by a message, and nothing is given before (double opt-in). */
                            confirm?: boolean;
                            /** @description Where. May be absent on a refusal: everywhere. */
                            channels?: ("sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook")[];
                            /** @description One address of the one channel; absent: all that the contact has there. */
                            address?: string;
                            /** @description To what; `*` is all. May be absent on a refusal: all. */
                            categories?: ("*" | "transactional" | "reminder" | "conversational" | "nurture" | "marketing" | "manual")[];
                            /** @description What the person was shown or asked, in its own words: the proof. Needed where they agreed. */
                            text?: string;
                            /**
                             * @description How it came. Default `call` for call.*, else `api`.
                             * @enum {unknown}
                             */
                            source?: "form" | "call" | "import" | "page" | "word" | "provider" | "api";
                            /** @description The page or document. */
                            url?: string;
                            ip?: string;
                            userAgent?: string;
                            /** @description Who took it down. Default: the name of the API key or the operator. */
                            actor?: string;
                        };
                        message?: {
                            text?: string;
                            /** @enum {unknown} */
                            channel?: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
                        };
                    } & {
                        [key: string]: unknown;
                    })[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getContacts: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
                /** @description Only who has this address. For example `ana@example.com`. */
                email?: string;
                /** @description Only who has this number, in E.164; in a URL, `+` is written `%2B`. For example `+33612345678`. */
                phone?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Contact"][];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getContactsRef: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description An id, or `key:` and your own key.
                 * @example key:ana
                 */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putContactsRef: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description An id, or `key:` and your own key.
                 * @example key:ana
                 */
                ref: string;
            };
            cookie?: never;
        };
        /** @description Who it is about, named by at least one of id, key, email, phone or addresses. Further keys are kept as attributes. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ana",
                 *       "email": "ana@example.com",
                 *       "timezone": "America/Sao_Paulo",
                 *       "plan": "gold"
                 *     }
                 */
                "application/json": {
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
                    /** @description What counts for this person instead of the organization's policy: businessHours, quietHours, caps, minimumGap, recentlyActive, consent. null takes it back. */
                    policy?: Record<string, never> | null;
                    addresses?: {
                        /** @enum {unknown} */
                        channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
                        value: string;
                    }[];
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    patchContactsRef: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description An id, or `key:` and your own key.
                 * @example key:ana
                 */
                ref: string;
            };
            cookie?: never;
        };
        /** @description Who it is about, named by at least one of id, key, email, phone or addresses. Further keys are kept as attributes. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ana",
                 *       "email": "ana@example.com",
                 *       "timezone": "America/Sao_Paulo",
                 *       "plan": "gold"
                 *     }
                 */
                "application/json": {
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
                    /** @description What counts for this person instead of the organization's policy: businessHours, quietHours, caps, minimumGap, recentlyActive, consent. null takes it back. */
                    policy?: Record<string, never> | null;
                    addresses?: {
                        /** @enum {unknown} */
                        channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
                        value: string;
                    }[];
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postContactsRefPause: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description An id, or `key:` and your own key.
                 * @example key:ana
                 */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postContactsRefResume: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description An id, or `key:` and your own key.
                 * @example key:ana
                 */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getContactsRefTimeline: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
                /** @description In which language to explain: en, fr, es or de, with a region if you like. The organization's own unless given; English where it is none of these. For example `fr`. */
                locale?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description An id, or `key:` and your own key.
                 * @example key:ana
                 */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: date-time
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            at: string;
                            kind: string;
                            reason: string | null;
                            /** @description The same as a sentence. */
                            text: string;
                            /** @description Which rule for sending it follows; null where none decided it. */
                            rule: string | null;
                            /** @description Who has set that rule, where that was noted. */
                            source: string | null;
                            /** @description What was known when it was taken. */
                            facts: {
                                [key: string]: unknown;
                            } | null;
                            id: string;
                            followUpId: string | null;
                            enrollmentId: string | null;
                        }[];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getContactsRefExplain: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
                /** @description In which language to explain: en, fr, es or de, with a region if you like. The organization's own unless given; English where it is none of these. For example `fr`. */
                locale?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description An id, or `key:` and your own key.
                 * @example key:ana
                 */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: date-time
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            at: string;
                            kind: string;
                            reason: string | null;
                            /** @description The same as a sentence. */
                            text: string;
                            /** @description Which rule for sending it follows; null where none decided it. */
                            rule: string | null;
                            /** @description Who has set that rule, where that was noted. */
                            source: string | null;
                            /** @description What was known when it was taken. */
                            facts: {
                                [key: string]: unknown;
                            } | null;
                            id: string;
                            followUpId: string | null;
                            enrollmentId: string | null;
                        }[];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                        contact: components["schemas"]["Contact"];
                        /** @description In sentences: may this person be written to, what did they agree to, what comes next. */
                        summary: string[];
                        /** @description The next first, up to 20. */
                        planned: {
                            followUp: components["schemas"]["FollowUp"];
                            /** @description What became of it, in a sentence. */
                            summary: string;
                            /** @description What happens next. */
                            next: string;
                            /** @description When that is; null where nothing more happens by itself. */
                            nextAt: string | null;
                            /** @description What would have to change for it to be sent, as the rest of that sentence; null where it was, or will be. */
                            wouldSendIf: string | null;
                        }[];
                        /** @description The latest first, up to 20. */
                        sent: {
                            followUp: components["schemas"]["FollowUp"];
                            /** @description What became of it, in a sentence. */
                            summary: string;
                            /** @description What happens next. */
                            next: string;
                            /** @description When that is; null where nothing more happens by itself. */
                            nextAt: string | null;
                            /** @description What would have to change for it to be sent, as the rest of that sentence; null where it was, or will be. */
                            wouldSendIf: string | null;
                        }[];
                        /** @description Skipped, given up, cancelled, or of unknown outcome, and why; the latest first, up to 20. */
                        heldBack: {
                            followUp: components["schemas"]["FollowUp"];
                            /** @description What became of it, in a sentence. */
                            summary: string;
                            /** @description What happens next. */
                            next: string;
                            /** @description When that is; null where nothing more happens by itself. */
                            nextAt: string | null;
                            /** @description What would have to change for it to be sent, as the rest of that sentence; null where it was, or will be. */
                            wouldSendIf: string | null;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getContactsRefConsents: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description An id, or `key:` and your own key.
                 * @example key:ana
                 */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ConsentRecord"][];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postContactsRefConsents: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description An id, or `key:` and your own key.
                 * @example key:ana
                 */
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "consents": [
                 *         {
                 *           "channels": [
                 *             "sms"
                 *           ],
                 *           "categories": [
                 *             "marketing"
                 *           ],
                 *           "text": "Yes, send me offers by text message. I can stop at any time with STOP.",
                 *           "source": "form",
                 *           "url": "https://example.com/sign-up",
                 *           "ip": "203.0.113.7"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    consents: {
                        /** @description False: they said no, or take it back. Default true. */
                        given?: boolean;
                        /** @description True: they are asked to confirm by a message, and nothing is given before (double opt-in). */
                        confirm?: boolean;
                        /** @description Where. May be absent on a refusal: everywhere. */
                        channels?: ("sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook")[];
                        /** @description One address of the one channel; absent: all that the contact has there. */
                        address?: string;
                        /** @description To what; `*` is all. May be absent on a refusal: all. */
                        categories?: ("*" | "transactional" | "reminder" | "conversational" | "nurture" | "marketing" | "manual")[];
                        /** @description What the person was shown or asked, in its own words: the proof. Needed where they agreed. */
                        text?: string;
                        /**
                         * @description How it came. Default `call` for call.*, else `api`.
                         * @enum {unknown}
                         */
                        source?: "form" | "call" | "import" | "page" | "word" | "provider" | "api";
                        /** @description The page or document. */
                        url?: string;
                        ip?: string;
                        userAgent?: string;
                        /** @description Who took it down. Default: the name of the API key or the operator. */
                        actor?: string;
                        /**
                         * Format: date-time
                         * @description Absent: now.
                         */
                        at?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getContactsRefPreferences: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description An id, or `key:` and your own key.
                 * @example key:ana
                 */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    patchContactsRefPreferences: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description An id, or `key:` and your own key.
                 * @example key:ana
                 */
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "enabled": true,
                 *       "frequencyHours": 48
                 *     }
                 */
                "application/json": {
                    enabled?: boolean | null;
                    frequencyHours?: number | null;
                    pausedUntil?: string | null;
                    off?: ("sms:transactional" | "sms:reminder" | "sms:conversational" | "sms:nurture" | "sms:marketing" | "sms:manual" | "whatsapp:transactional" | "whatsapp:reminder" | "whatsapp:conversational" | "whatsapp:nurture" | "whatsapp:marketing" | "whatsapp:manual" | "email:transactional" | "email:reminder" | "email:conversational" | "email:nurture" | "email:marketing" | "email:manual" | "discord:transactional" | "discord:reminder" | "discord:conversational" | "discord:nurture" | "discord:marketing" | "discord:manual" | "slack:transactional" | "slack:reminder" | "slack:conversational" | "slack:nurture" | "slack:marketing" | "slack:manual" | "telegram:transactional" | "telegram:reminder" | "telegram:conversational" | "telegram:nurture" | "telegram:marketing" | "telegram:manual" | "webhook:transactional" | "webhook:reminder" | "webhook:conversational" | "webhook:nurture" | "webhook:marketing" | "webhook:manual")[] | null;
                    /** @description Ends a hold. */
                    hold?: null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getConversations: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
                /** @description A contact's id, the `id` of `GET /v1/contacts/key:<your key>`. For example `0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000`. */
                contact?: string;
                /** @description Only in this stage, your own word. For example `quote_sent`. */
                stage?: string;
                /** @description Only open or only closed ones. */
                state?: "open" | "closed";
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Conversation"][];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getConversationsKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description Your own key of the conversation.
                 * @example chat-4711
                 */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postConversationsKeyMessages: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Your own key of the conversation.
                 * @example chat-4711
                 */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "direction": "in",
                 *       "channel": "email",
                 *       "text": "Yes, tomorrow is fine",
                 *       "contact": {
                 *         "key": "ana"
                 *       }
                 *     }
                 */
                "application/json": {
                    /**
                     * @description `in`: the person wrote; `out`: you, or your bot.
                     * @enum {string}
                     */
                    direction: "in" | "out";
                    text?: string;
                    /** @enum {string} */
                    channel?: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
                    /**
                     * Format: date-time
                     * @description Absent: now.
                     * @example 2026-03-01T09:30:00.000Z
                     */
                    at?: string;
                    /**
                     * Contact input
                     * @description Needed for the first message of a conversation.
                     * @example {
                     *       "name": "Ana",
                     *       "email": "ana@example.com",
                     *       "timezone": "America/Sao_Paulo",
                     *       "plan": "gold"
                     *     }
                     */
                    contact?: {
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
                        /** @description What counts for this person instead of the organization's policy: businessHours, quietHours, caps, minimumGap, recentlyActive, consent. null takes it back. */
                        policy?: Record<string, never> | null;
                        addresses?: {
                            /** @enum {unknown} */
                            channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
                            value: string;
                        }[];
                    } & {
                        [key: string]: unknown;
                    };
                    /** @description Facts of the conversation, for example its stage. */
                    conversation?: {
                        [key: string]: unknown;
                    };
                    /** @description Makes it unique, like `Idempotency-Key`. */
                    key?: string;
                };
            };
        };
        responses: {
            /** @description Recorded before: nothing was done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        eventId: string;
                        duplicate: boolean;
                        contactId: string | null;
                        enrolled: number;
                        exited: number;
                    };
                };
            };
            /** @description Made. */
            201: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        eventId: string;
                        duplicate: boolean;
                        contactId: string | null;
                        enrolled: number;
                        exited: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getSequencesKey: {
        parameters: {
            query?: {
                /** @description Absent: the latest. For example `3`. */
                version?: number;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description Your own key of the sequence.
                 * @example lead-welcome
                 */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sequence"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putSequencesKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description Your own key of the sequence.
                 * @example lead-welcome
                 */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "lead-welcome",
                 *       "trigger": {
                 *         "on": "lead.created"
                 *       },
                 *       "steps": [
                 *         {
                 *           "key": "hello",
                 *           "after": "5m",
                 *           "channel": "email",
                 *           "subject": "Hello {{ contact.name }}",
                 *           "text": "Thank you for asking."
                 *         },
                 *         {
                 *           "key": "nudge",
                 *           "after": "2d",
                 *           "channel": "email",
                 *           "template": "nudge"
                 *         }
                 *       ],
                 *       "exit": [
                 *         "message.received",
                 *         "lead.converted",
                 *         "contact.optedOut"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description Names the sequence for ever. May be absent where the path has it. */
                    key?: string;
                    /** @description What operators see. Default: the key. */
                    name?: string;
                    /** @description What begins an enrollment: an event type, several, or { on, when }. */
                    trigger: unknown;
                    /** @description 1 to 200, in the order of their time. */
                    steps: {
                        /** @description Names the step within the sequence. */
                        key: string;
                        /** @description Due so long after the anchor: `30m`, `2h`, `1d`, `PT30M`, or seconds. `0m` is at once. */
                        after?: string;
                        /** @description Due so long before the anchor, for example before an appointment. */
                        before?: string;
                        /** @description Due so long after the step before has ended. */
                        afterPrevious?: string;
                        /** @description Due at this time of the day, `09:30`, by the recipient's clock: the first that is not before what `after` or `afterPrevious` says; with `before` the last that is not after it. `best`: the full hour in which they have written to us most. */
                        at?: string;
                        /** @description What counts for `at: best` while too little is known of the recipient; default `10:00`. */
                        atElse?: string;
                        /**
                         * @description On which days `at` counts: `any_day` (default), or `business_day`.
                         * @enum {string}
                         */
                        on?: "any_day" | "business_day";
                        /** @description { on, when, timeout }: waits until one of the events comes or the time is up; sends nothing. */
                        waitFor?: Record<string, never>;
                        /**
                         * @description `same` (default): that of the conversation, else the first that there is.
                         * @enum {string}
                         */
                        channel?: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook" | "same";
                        /** @description The key of a stored template; else `text`. */
                        template?: string;
                        /** @description Of e-mails. */
                        subject?: string;
                        /** @description The message itself, in Liquid: `Hello {{ contact.name }}`. */
                        text?: string;
                        /** @description Of e-mails, beside the plain text. */
                        html?: string;
                        /**
                         * @description Decides about quiet hours, caps and consent.
                         * @enum {string}
                         */
                        category?: "transactional" | "reminder" | "conversational" | "nurture" | "marketing" | "manual";
                        /** @description Alternatives under test. */
                        variants?: {
                            /** @description Names the variant. */
                            key: string;
                            /** @description Default 1. */
                            weight?: number;
                            /** @description The key of a stored template; else `text`. */
                            template?: string;
                            /** @description Of e-mails. */
                            subject?: string;
                            /** @description The message itself, in Liquid: `Hello {{ contact.name }}`. */
                            text?: string;
                            /** @description Of e-mails, beside the plain text. */
                            html?: string;
                        }[];
                        /** @description How late it may still go out; default: the policy's. */
                        lateGrace?: string;
                        /**
                         * @description What happens beyond its late grace; default: the policy's, `skip`.
                         * @enum {string}
                         */
                        missedWindow?: "skip" | "send" | "next_window";
                        /** @description Asked when the step is due: skipped unless it holds. */
                        when?: Record<string, never>;
                        /** @description Asked when the step is due: skipped if it holds. */
                        skipIf?: Record<string, never>;
                        /** @description { every, times }: comes again after its own due time. */
                        repeat?: Record<string, never>;
                        /** @description Short for `repeat` without an end. */
                        every?: string;
                        /** @description The stage that the record is given when the step was sent. */
                        setStage?: string;
                        /** @description Waits for an operator's approval. Default false. */
                        approval?: boolean;
                        /** @description 0 is served first. */
                        tier?: number;
                    }[];
                    /** @description What ends it early: event types, or { on, when, reason }. At least one. */
                    exit: unknown[];
                    /**
                     * @description One enrollment per person, in place of one per record that the trigger is about.
                     * @enum {string}
                     */
                    subject?: "contact";
                    /** @description The path of the instant that steps count from, for example `appointment.startsAt`. */
                    anchor?: string;
                    /**
                     * @description What another trigger does meanwhile; default `ignore`.
                     * @enum {string}
                     */
                    reenter?: "ignore" | "restart" | "parallel";
                    /** @description What happens some time after the last step: { after, setStage, reason }. `after` is by default the policy's `ghostDelay`. */
                    then?: Record<string, never>;
                    /** @description What it sets instead of the organization's policy. */
                    policy?: {
                        /** @description When nurture and marketing may go out: spans such as `"09:00-12:30"` by weekday; a day without is closed. */
                        businessHours?: "off" | {
                            /**
                             * @description Whose clock.
                             * @enum {string}
                             */
                            zone?: "organization" | "contact";
                            monday?: string | string[];
                            tuesday?: string | string[];
                            wednesday?: string | string[];
                            thursday?: string | string[];
                            friday?: string | string[];
                            saturday?: string | string[];
                            sunday?: string | string[];
                        };
                        /** @description When people are left alone, by their own clock: `"21:00-08:00"`, or `off`. */
                        quietHours?: string | {
                            /** @description `21:00`. */
                            from?: string;
                            /** @description `08:00`. */
                            to?: string;
                            regional?: boolean;
                        };
                        /** @description Messages to one contact within any 24 hours, any 7 days: 1 to 32, or `none`. */
                        caps?: {
                            perDay?: number | "none";
                            perWeek?: number | "none";
                            sequence?: {
                                perDay?: number | "none";
                                perWeek?: number | "none";
                            };
                            channels?: {
                                sms?: {
                                    perDay?: number | "none";
                                    perWeek?: number | "none";
                                };
                                whatsapp?: {
                                    perDay?: number | "none";
                                    perWeek?: number | "none";
                                };
                                email?: {
                                    perDay?: number | "none";
                                    perWeek?: number | "none";
                                };
                                discord?: {
                                    perDay?: number | "none";
                                    perWeek?: number | "none";
                                };
                                slack?: {
                                    perDay?: number | "none";
                                    perWeek?: number | "none";
                                };
                                telegram?: {
                                    perDay?: number | "none";
                                    perWeek?: number | "none";
                                };
                                webhook?: {
                                    perDay?: number | "none";
                                    perWeek?: number | "none";
                                };
                            };
                        };
                        /** @description At least this long between two messages to one contact. `30m`, `4h`, `PT30M`, or seconds. */
                        minimumGap?: string | number;
                        /** @description Who wrote within this time is left alone by nurture and marketing. `30m`, `4h`, `PT30M`, or seconds. */
                        recentlyActive?: string | number;
                        /** @description By category, and where it differs by channel. */
                        consent?: {
                            transactional?: ("none" | "opt_out" | "opt_in") | {
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                default?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                sms?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                whatsapp?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                email?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                discord?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                slack?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                telegram?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                webhook?: "none" | "opt_out" | "opt_in";
                            };
                            reminder?: ("none" | "opt_out" | "opt_in") | {
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                default?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                sms?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                whatsapp?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                email?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                discord?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                slack?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                telegram?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                webhook?: "none" | "opt_out" | "opt_in";
                            };
                            conversational?: ("none" | "opt_out" | "opt_in") | {
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                default?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                sms?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                whatsapp?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                email?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                discord?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                slack?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                telegram?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                webhook?: "none" | "opt_out" | "opt_in";
                            };
                            nurture?: ("none" | "opt_out" | "opt_in") | {
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                default?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                sms?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                whatsapp?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                email?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                discord?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                slack?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                telegram?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                webhook?: "none" | "opt_out" | "opt_in";
                            };
                            marketing?: ("none" | "opt_out" | "opt_in") | {
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                default?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                sms?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                whatsapp?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                email?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                discord?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                slack?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                telegram?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                webhook?: "none" | "opt_out" | "opt_in";
                            };
                            manual?: ("none" | "opt_out" | "opt_in") | {
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                default?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                sms?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                whatsapp?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                email?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                discord?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                slack?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                telegram?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                webhook?: "none" | "opt_out" | "opt_in";
                            };
                        };
                        /** @description Wait for approval. */
                        approval?: ("transactional" | "reminder" | "conversational" | "nurture" | "marketing" | "manual")[];
                        /** @description How late a message may go out; or `by_delay`. `30m`, `4h`, `PT30M`, or seconds. */
                        lateGrace?: string | number;
                        /**
                         * @description What happens to what is later.
                         * @enum {string}
                         */
                        missedWindow?: "skip" | "send" | "next_window";
                        retry?: {
                            attempts?: number;
                            /** @description Before the next attempt. `30m`, `4h`, `PT30M`, or seconds. */
                            delay?: string | number;
                            /**
                             * @description Doubled each time, or not.
                             * @enum {string}
                             */
                            growth?: "fixed" | "exponential";
                            /** @description The longest delay. `30m`, `4h`, `PT30M`, or seconds. */
                            delayMax?: string | number;
                        };
                        /**
                         * @description What becomes of unknown outcomes.
                         * @enum {string}
                         */
                        unknownOutcome?: "at_most_once" | "at_least_once" | "by_channel";
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: string;
                        version: number;
                        changed: boolean;
                        /** @description What is probably not meant: for example a template or the sender of a channel that is not there yet. It is no obstacle. */
                        warnings: {
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postSequencesValidate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "lead-welcome",
                 *       "trigger": {
                 *         "on": "lead.created"
                 *       },
                 *       "steps": [
                 *         {
                 *           "key": "hello",
                 *           "after": "5m",
                 *           "channel": "email",
                 *           "subject": "Hello {{ contact.name }}",
                 *           "text": "Thank you for asking."
                 *         },
                 *         {
                 *           "key": "nudge",
                 *           "after": "2d",
                 *           "channel": "email",
                 *           "template": "nudge"
                 *         }
                 *       ],
                 *       "exit": [
                 *         "message.received",
                 *         "lead.converted",
                 *         "contact.optedOut"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description Names the sequence for ever. May be absent where the path has it. */
                    key?: string;
                    /** @description What operators see. Default: the key. */
                    name?: string;
                    /** @description What begins an enrollment: an event type, several, or { on, when }. */
                    trigger: unknown;
                    /** @description 1 to 200, in the order of their time. */
                    steps: {
                        /** @description Names the step within the sequence. */
                        key: string;
                        /** @description Due so long after the anchor: `30m`, `2h`, `1d`, `PT30M`, or seconds. `0m` is at once. */
                        after?: string;
                        /** @description Due so long before the anchor, for example before an appointment. */
                        before?: string;
                        /** @description Due so long after the step before has ended. */
                        afterPrevious?: string;
                        /** @description Due at this time of the day, `09:30`, by the recipient's clock: the first that is not before what `after` or `afterPrevious` says; with `before` the last that is not after it. `best`: the full hour in which they have written to us most. */
                        at?: string;
                        /** @description What counts for `at: best` while too little is known of the recipient; default `10:00`. */
                        atElse?: string;
                        /**
                         * @description On which days `at` counts: `any_day` (default), or `business_day`.
                         * @enum {string}
                         */
                        on?: "any_day" | "business_day";
                        /** @description { on, when, timeout }: waits until one of the events comes or the time is up; sends nothing. */
                        waitFor?: Record<string, never>;
                        /**
                         * @description `same` (default): that of the conversation, else the first that there is.
                         * @enum {string}
                         */
                        channel?: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook" | "same";
                        /** @description The key of a stored template; else `text`. */
                        template?: string;
                        /** @description Of e-mails. */
                        subject?: string;
                        /** @description The message itself, in Liquid: `Hello {{ contact.name }}`. */
                        text?: string;
                        /** @description Of e-mails, beside the plain text. */
                        html?: string;
                        /**
                         * @description Decides about quiet hours, caps and consent.
                         * @enum {string}
                         */
                        category?: "transactional" | "reminder" | "conversational" | "nurture" | "marketing" | "manual";
                        /** @description Alternatives under test. */
                        variants?: {
                            /** @description Names the variant. */
                            key: string;
                            /** @description Default 1. */
                            weight?: number;
                            /** @description The key of a stored template; else `text`. */
                            template?: string;
                            /** @description Of e-mails. */
                            subject?: string;
                            /** @description The message itself, in Liquid: `Hello {{ contact.name }}`. */
                            text?: string;
                            /** @description Of e-mails, beside the plain text. */
                            html?: string;
                        }[];
                        /** @description How late it may still go out; default: the policy's. */
                        lateGrace?: string;
                        /**
                         * @description What happens beyond its late grace; default: the policy's, `skip`.
                         * @enum {string}
                         */
                        missedWindow?: "skip" | "send" | "next_window";
                        /** @description Asked when the step is due: skipped unless it holds. */
                        when?: Record<string, never>;
                        /** @description Asked when the step is due: skipped if it holds. */
                        skipIf?: Record<string, never>;
                        /** @description { every, times }: comes again after its own due time. */
                        repeat?: Record<string, never>;
                        /** @description Short for `repeat` without an end. */
                        every?: string;
                        /** @description The stage that the record is given when the step was sent. */
                        setStage?: string;
                        /** @description Waits for an operator's approval. Default false. */
                        approval?: boolean;
                        /** @description 0 is served first. */
                        tier?: number;
                    }[];
                    /** @description What ends it early: event types, or { on, when, reason }. At least one. */
                    exit: unknown[];
                    /**
                     * @description One enrollment per person, in place of one per record that the trigger is about.
                     * @enum {string}
                     */
                    subject?: "contact";
                    /** @description The path of the instant that steps count from, for example `appointment.startsAt`. */
                    anchor?: string;
                    /**
                     * @description What another trigger does meanwhile; default `ignore`.
                     * @enum {string}
                     */
                    reenter?: "ignore" | "restart" | "parallel";
                    /** @description What happens some time after the last step: { after, setStage, reason }. `after` is by default the policy's `ghostDelay`. */
                    then?: Record<string, never>;
                    /** @description What it sets instead of the organization's policy. */
                    policy?: {
                        /** @description When nurture and marketing may go out: spans such as `"09:00-12:30"` by weekday; a day without is closed. */
                        businessHours?: "off" | {
                            /**
                             * @description Whose clock.
                             * @enum {string}
                             */
                            zone?: "organization" | "contact";
                            monday?: string | string[];
                            tuesday?: string | string[];
                            wednesday?: string | string[];
                            thursday?: string | string[];
                            friday?: string | string[];
                            saturday?: string | string[];
                            sunday?: string | string[];
                        };
                        /** @description When people are left alone, by their own clock: `"21:00-08:00"`, or `off`. */
                        quietHours?: string | {
                            /** @description `21:00`. */
                            from?: string;
                            /** @description `08:00`. */
                            to?: string;
                            regional?: boolean;
                        };
                        /** @description Messages to one contact within any 24 hours, any 7 days: 1 to 32, or `none`. */
                        caps?: {
                            perDay?: number | "none";
                            perWeek?: number | "none";
                            sequence?: {
                                perDay?: number | "none";
                                perWeek?: number | "none";
                            };
                            channels?: {
                                sms?: {
                                    perDay?: number | "none";
                                    perWeek?: number | "none";
                                };
                                whatsapp?: {
                                    perDay?: number | "none";
                                    perWeek?: number | "none";
                                };
                                email?: {
                                    perDay?: number | "none";
                                    perWeek?: number | "none";
                                };
                                discord?: {
                                    perDay?: number | "none";
                                    perWeek?: number | "none";
                                };
                                slack?: {
                                    perDay?: number | "none";
                                    perWeek?: number | "none";
                                };
                                telegram?: {
                                    perDay?: number | "none";
                                    perWeek?: number | "none";
                                };
                                webhook?: {
                                    perDay?: number | "none";
                                    perWeek?: number | "none";
                                };
                            };
                        };
                        /** @description At least this long between two messages to one contact. `30m`, `4h`, `PT30M`, or seconds. */
                        minimumGap?: string | number;
                        /** @description Who wrote within this time is left alone by nurture and marketing. `30m`, `4h`, `PT30M`, or seconds. */
                        recentlyActive?: string | number;
                        /** @description By category, and where it differs by channel. */
                        consent?: {
                            transactional?: ("none" | "opt_out" | "opt_in") | {
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                default?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                sms?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                whatsapp?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                email?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                discord?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                slack?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                telegram?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                webhook?: "none" | "opt_out" | "opt_in";
                            };
                            reminder?: ("none" | "opt_out" | "opt_in") | {
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                default?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                sms?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                whatsapp?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                email?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                discord?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                slack?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                telegram?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                webhook?: "none" | "opt_out" | "opt_in";
                            };
                            conversational?: ("none" | "opt_out" | "opt_in") | {
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                default?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                sms?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                whatsapp?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                email?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                discord?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                slack?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                telegram?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                webhook?: "none" | "opt_out" | "opt_in";
                            };
                            nurture?: ("none" | "opt_out" | "opt_in") | {
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                default?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                sms?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                whatsapp?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                email?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                discord?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                slack?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                telegram?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                webhook?: "none" | "opt_out" | "opt_in";
                            };
                            marketing?: ("none" | "opt_out" | "opt_in") | {
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                default?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                sms?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                whatsapp?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                email?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                discord?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                slack?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                telegram?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                webhook?: "none" | "opt_out" | "opt_in";
                            };
                            manual?: ("none" | "opt_out" | "opt_in") | {
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                default?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                sms?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                whatsapp?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                email?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                discord?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                slack?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                telegram?: "none" | "opt_out" | "opt_in";
                                /**
                                 * @description What consent it needs.
                                 * @enum {string}
                                 */
                                webhook?: "none" | "opt_out" | "opt_in";
                            };
                        };
                        /** @description Wait for approval. */
                        approval?: ("transactional" | "reminder" | "conversational" | "nurture" | "marketing" | "manual")[];
                        /** @description How late a message may go out; or `by_delay`. `30m`, `4h`, `PT30M`, or seconds. */
                        lateGrace?: string | number;
                        /**
                         * @description What happens to what is later.
                         * @enum {string}
                         */
                        missedWindow?: "skip" | "send" | "next_window";
                        retry?: {
                            attempts?: number;
                            /** @description Before the next attempt. `30m`, `4h`, `PT30M`, or seconds. */
                            delay?: string | number;
                            /**
                             * @description Doubled each time, or not.
                             * @enum {string}
                             */
                            growth?: "fixed" | "exponential";
                            /** @description The longest delay. `30m`, `4h`, `PT30M`, or seconds. */
                            delayMax?: string | number;
                        };
                        /**
                         * @description What becomes of unknown outcomes.
                         * @enum {string}
                         */
                        unknownOutcome?: "at_most_once" | "at_least_once" | "by_channel";
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        valid: boolean;
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
                        /** @description What is probably not meant: for example a template or the sender of a channel that is not there yet. It is no obstacle. */
                        warnings: {
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getSequences: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Sequence"][];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getSequencesKeyVersions: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description Your own key of the sequence.
                 * @example lead-welcome
                 */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Sequence"][];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postSequencesKeyPause: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Your own key of the sequence.
                 * @example lead-welcome
                 */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sequence"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postSequencesKeyResume: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Your own key of the sequence.
                 * @example lead-welcome
                 */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sequence"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getPolicy: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description 0: nothing was set yet, all is as by default. */
                        version: number;
                        /** @description As its author wrote it; PUT it back and nothing changes. */
                        document: unknown;
                        createdAt: string | null;
                        /** @description The name of the key; null for what the installation set itself. */
                        createdBy: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putPolicy: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description Every value may be absent: then its default counts. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "businessHours": {
                 *         "monday": "09:00-18:00",
                 *         "tuesday": "09:00-18:00",
                 *         "friday": [
                 *           "09:00-12:30",
                 *           "14:00-17:00"
                 *         ]
                 *       },
                 *       "quietHours": "20:00-09:00",
                 *       "caps": {
                 *         "perDay": 1,
                 *         "perWeek": 3
                 *       },
                 *       "minimumGap": "4h",
                 *       "retry": {
                 *         "attempts": 3,
                 *         "delay": "1m"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description When nurture and marketing may go out: spans such as `"09:00-12:30"` by weekday; a day without is closed. */
                    businessHours?: "off" | {
                        /**
                         * @description Whose clock.
                         * @enum {string}
                         */
                        zone?: "organization" | "contact";
                        monday?: string | string[];
                        tuesday?: string | string[];
                        wednesday?: string | string[];
                        thursday?: string | string[];
                        friday?: string | string[];
                        saturday?: string | string[];
                        sunday?: string | string[];
                    };
                    /** @description When people are left alone, by their own clock: `"21:00-08:00"`, or `off`. */
                    quietHours?: string | {
                        /** @description `21:00`. */
                        from?: string;
                        /** @description `08:00`. */
                        to?: string;
                        regional?: boolean;
                    };
                    /** @description Messages to one contact within any 24 hours, any 7 days: 1 to 32, or `none`. */
                    caps?: {
                        perDay?: number | "none";
                        perWeek?: number | "none";
                        sequence?: {
                            perDay?: number | "none";
                            perWeek?: number | "none";
                        };
                        channels?: {
                            sms?: {
                                perDay?: number | "none";
                                perWeek?: number | "none";
                            };
                            whatsapp?: {
                                perDay?: number | "none";
                                perWeek?: number | "none";
                            };
                            email?: {
                                perDay?: number | "none";
                                perWeek?: number | "none";
                            };
                            discord?: {
                                perDay?: number | "none";
                                perWeek?: number | "none";
                            };
                            slack?: {
                                perDay?: number | "none";
                                perWeek?: number | "none";
                            };
                            telegram?: {
                                perDay?: number | "none";
                                perWeek?: number | "none";
                            };
                            webhook?: {
                                perDay?: number | "none";
                                perWeek?: number | "none";
                            };
                        };
                    };
                    /** @description At least this long between two messages to one contact. `30m`, `4h`, `PT30M`, or seconds. */
                    minimumGap?: string | number;
                    /** @description Who wrote within this time is left alone by nurture and marketing. `30m`, `4h`, `PT30M`, or seconds. */
                    recentlyActive?: string | number;
                    /** @description By category, and where it differs by channel. */
                    consent?: {
                        transactional?: ("none" | "opt_out" | "opt_in") | {
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            default?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            sms?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            whatsapp?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            email?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            discord?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            slack?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            telegram?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            webhook?: "none" | "opt_out" | "opt_in";
                        };
                        reminder?: ("none" | "opt_out" | "opt_in") | {
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            default?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            sms?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            whatsapp?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            email?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            discord?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            slack?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            telegram?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            webhook?: "none" | "opt_out" | "opt_in";
                        };
                        conversational?: ("none" | "opt_out" | "opt_in") | {
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            default?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            sms?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            whatsapp?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            email?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            discord?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            slack?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            telegram?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            webhook?: "none" | "opt_out" | "opt_in";
                        };
                        nurture?: ("none" | "opt_out" | "opt_in") | {
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            default?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            sms?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            whatsapp?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            email?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            discord?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            slack?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            telegram?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            webhook?: "none" | "opt_out" | "opt_in";
                        };
                        marketing?: ("none" | "opt_out" | "opt_in") | {
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            default?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            sms?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            whatsapp?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            email?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            discord?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            slack?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            telegram?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            webhook?: "none" | "opt_out" | "opt_in";
                        };
                        manual?: ("none" | "opt_out" | "opt_in") | {
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            default?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            sms?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            whatsapp?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            email?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            discord?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            slack?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            telegram?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            webhook?: "none" | "opt_out" | "opt_in";
                        };
                    };
                    /** @description Wait for approval. */
                    approval?: ("transactional" | "reminder" | "conversational" | "nurture" | "marketing" | "manual")[];
                    /** @description How late a message may go out; or `by_delay`. `30m`, `4h`, `PT30M`, or seconds. */
                    lateGrace?: string | number;
                    /**
                     * @description What happens to what is later.
                     * @enum {string}
                     */
                    missedWindow?: "skip" | "send" | "next_window";
                    retry?: {
                        attempts?: number;
                        /** @description Before the next attempt. `30m`, `4h`, `PT30M`, or seconds. */
                        delay?: string | number;
                        /**
                         * @description Doubled each time, or not.
                         * @enum {string}
                         */
                        growth?: "fixed" | "exponential";
                        /** @description The longest delay. `30m`, `4h`, `PT30M`, or seconds. */
                        delayMax?: string | number;
                    };
                    /**
                     * @description What becomes of unknown outcomes.
                     * @enum {string}
                     */
                    unknownOutcome?: "at_most_once" | "at_least_once" | "by_channel";
                    /** @description Days without business hours. */
                    holidays?: {
                        /** @description Public holidays: `FR`, `DE-BY`. */
                        regions?: string[];
                        /** @description Days of your own: `2026-12-24`, or { date, name }. */
                        dates?: unknown[];
                    };
                    /** @description Days on which caps-counted messages are put off. */
                    blackouts?: {
                        /** @description The first day. */
                        from: string;
                        /** @description The last day. */
                        to: string;
                        /** @description Shown to people. */
                        reason: string;
                    }[];
                    /** @description How long a sequence waits after its last step unless it says so. `30m`, `4h`, `PT30M`, or seconds. */
                    ghostDelay?: string | number;
                    /** @description How long a sender rests after it refused everything. `30m`, `4h`, `PT30M`, or seconds. */
                    breaker?: string | number;
                    /** @description How long to wait after "too fast" without a time. `30m`, `4h`, `PT30M`, or seconds. */
                    rateDelay?: string | number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: number;
                        changed: boolean;
                        /** @description What is probably not meant. It is no obstacle. */
                        warnings: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                        /** @description Active sequences that do not fit under this policy, or not well. */
                        sequences: {
                            key: string;
                            version: number;
                            warnings: {
                                /** @description Where it stands, for example `steps[2].after`. */
                                path: string;
                                /** @description What is wrong. */
                                message: string;
                                /** @description What would be right. */
                                expected?: string;
                                line?: number;
                                column?: number;
                            }[];
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postPolicyCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description Every value may be absent: then its default counts. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "businessHours": {
                 *         "monday": "09:00-18:00",
                 *         "tuesday": "09:00-18:00",
                 *         "friday": [
                 *           "09:00-12:30",
                 *           "14:00-17:00"
                 *         ]
                 *       },
                 *       "quietHours": "20:00-09:00",
                 *       "caps": {
                 *         "perDay": 1,
                 *         "perWeek": 3
                 *       },
                 *       "minimumGap": "4h",
                 *       "retry": {
                 *         "attempts": 3,
                 *         "delay": "1m"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description When nurture and marketing may go out: spans such as `"09:00-12:30"` by weekday; a day without is closed. */
                    businessHours?: "off" | {
                        /**
                         * @description Whose clock.
                         * @enum {string}
                         */
                        zone?: "organization" | "contact";
                        monday?: string | string[];
                        tuesday?: string | string[];
                        wednesday?: string | string[];
                        thursday?: string | string[];
                        friday?: string | string[];
                        saturday?: string | string[];
                        sunday?: string | string[];
                    };
                    /** @description When people are left alone, by their own clock: `"21:00-08:00"`, or `off`. */
                    quietHours?: string | {
                        /** @description `21:00`. */
                        from?: string;
                        /** @description `08:00`. */
                        to?: string;
                        regional?: boolean;
                    };
                    /** @description Messages to one contact within any 24 hours, any 7 days: 1 to 32, or `none`. */
                    caps?: {
                        perDay?: number | "none";
                        perWeek?: number | "none";
                        sequence?: {
                            perDay?: number | "none";
                            perWeek?: number | "none";
                        };
                        channels?: {
                            sms?: {
                                perDay?: number | "none";
                                perWeek?: number | "none";
                            };
                            whatsapp?: {
                                perDay?: number | "none";
                                perWeek?: number | "none";
                            };
                            email?: {
                                perDay?: number | "none";
                                perWeek?: number | "none";
                            };
                            discord?: {
                                perDay?: number | "none";
                                perWeek?: number | "none";
                            };
                            slack?: {
                                perDay?: number | "none";
                                perWeek?: number | "none";
                            };
                            telegram?: {
                                perDay?: number | "none";
                                perWeek?: number | "none";
                            };
                            webhook?: {
                                perDay?: number | "none";
                                perWeek?: number | "none";
                            };
                        };
                    };
                    /** @description At least this long between two messages to one contact. `30m`, `4h`, `PT30M`, or seconds. */
                    minimumGap?: string | number;
                    /** @description Who wrote within this time is left alone by nurture and marketing. `30m`, `4h`, `PT30M`, or seconds. */
                    recentlyActive?: string | number;
                    /** @description By category, and where it differs by channel. */
                    consent?: {
                        transactional?: ("none" | "opt_out" | "opt_in") | {
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            default?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            sms?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            whatsapp?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            email?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            discord?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            slack?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            telegram?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            webhook?: "none" | "opt_out" | "opt_in";
                        };
                        reminder?: ("none" | "opt_out" | "opt_in") | {
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            default?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            sms?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            whatsapp?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            email?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            discord?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            slack?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            telegram?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            webhook?: "none" | "opt_out" | "opt_in";
                        };
                        conversational?: ("none" | "opt_out" | "opt_in") | {
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            default?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            sms?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            whatsapp?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            email?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            discord?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            slack?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            telegram?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            webhook?: "none" | "opt_out" | "opt_in";
                        };
                        nurture?: ("none" | "opt_out" | "opt_in") | {
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            default?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            sms?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            whatsapp?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            email?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            discord?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            slack?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            telegram?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            webhook?: "none" | "opt_out" | "opt_in";
                        };
                        marketing?: ("none" | "opt_out" | "opt_in") | {
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            default?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            sms?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            whatsapp?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            email?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            discord?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            slack?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            telegram?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            webhook?: "none" | "opt_out" | "opt_in";
                        };
                        manual?: ("none" | "opt_out" | "opt_in") | {
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            default?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            sms?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            whatsapp?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            email?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            discord?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            slack?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            telegram?: "none" | "opt_out" | "opt_in";
                            /**
                             * @description What consent it needs.
                             * @enum {string}
                             */
                            webhook?: "none" | "opt_out" | "opt_in";
                        };
                    };
                    /** @description Wait for approval. */
                    approval?: ("transactional" | "reminder" | "conversational" | "nurture" | "marketing" | "manual")[];
                    /** @description How late a message may go out; or `by_delay`. `30m`, `4h`, `PT30M`, or seconds. */
                    lateGrace?: string | number;
                    /**
                     * @description What happens to what is later.
                     * @enum {string}
                     */
                    missedWindow?: "skip" | "send" | "next_window";
                    retry?: {
                        attempts?: number;
                        /** @description Before the next attempt. `30m`, `4h`, `PT30M`, or seconds. */
                        delay?: string | number;
                        /**
                         * @description Doubled each time, or not.
                         * @enum {string}
                         */
                        growth?: "fixed" | "exponential";
                        /** @description The longest delay. `30m`, `4h`, `PT30M`, or seconds. */
                        delayMax?: string | number;
                    };
                    /**
                     * @description What becomes of unknown outcomes.
                     * @enum {string}
                     */
                    unknownOutcome?: "at_most_once" | "at_least_once" | "by_channel";
                    /** @description Days without business hours. */
                    holidays?: {
                        /** @description Public holidays: `FR`, `DE-BY`. */
                        regions?: string[];
                        /** @description Days of your own: `2026-12-24`, or { date, name }. */
                        dates?: unknown[];
                    };
                    /** @description Days on which caps-counted messages are put off. */
                    blackouts?: {
                        /** @description The first day. */
                        from: string;
                        /** @description The last day. */
                        to: string;
                        /** @description Shown to people. */
                        reason: string;
                    }[];
                    /** @description How long a sequence waits after its last step unless it says so. `30m`, `4h`, `PT30M`, or seconds. */
                    ghostDelay?: string | number;
                    /** @description How long a sender rests after it refused everything. `30m`, `4h`, `PT30M`, or seconds. */
                    breaker?: string | number;
                    /** @description How long to wait after "too fast" without a time. `30m`, `4h`, `PT30M`, or seconds. */
                    rateDelay?: string | number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        valid: boolean;
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
                        /** @description What is probably not meant. It is no obstacle. */
                        warnings: {
                            /** @description Where it stands, for example `steps[2].after`. */
                            path: string;
                            /** @description What is wrong. */
                            message: string;
                            /** @description What would be right. */
                            expected?: string;
                            line?: number;
                            column?: number;
                        }[];
                        /** @description Active sequences that do not fit under this policy, or not well. */
                        sequences: {
                            key: string;
                            version: number;
                            warnings: {
                                /** @description Where it stands, for example `steps[2].after`. */
                                path: string;
                                /** @description What is wrong. */
                                message: string;
                                /** @description What would be right. */
                                expected?: string;
                                line?: number;
                                column?: number;
                            }[];
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getPolicyEffective: {
        parameters: {
            query?: {
                /** @description As for this sequence, in its latest version. For example `lead-welcome`. */
                sequence?: string;
                /** @description As for this contact: an id, or `key:` and your own key. For example `key:ana`. */
                contact?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        values: {
                            /** @description As in the document: `caps.perDay`. */
                            path: string;
                            /** @description Any JSON value. */
                            value: unknown;
                            source: {
                                /** @enum {string} */
                                from: "default" | "organization" | "sequence" | "contact";
                                /** @description Of the organization's policy, or of the sequence. */
                                version?: number;
                                /** @description Of the sequence. */
                                key?: string;
                            };
                            /** @description The same as a sentence. */
                            text: string;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getPolicyVersions: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PolicyVersion"][];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getPolicyVersionsVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description From 1.
                 * @example 1
                 */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyVersion"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getEnrollments: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
                /** @description A contact's id, the `id` of `GET /v1/contacts/key:<your key>`. For example `0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000`. */
                contact?: string;
                /** @description A sequence's key. For example `quote-nudge`. */
                sequence?: string;
                /** @description Only in this state. */
                state?: "active" | "paused" | "completed" | "exited";
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Enrollment"][];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getEnrollmentsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description As the lists give it.
                 * @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrollment"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postEnrollmentsIdExit: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description As the lists give it.
                 * @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "handled_by_phone"
                 *     }
                 */
                "application/json": {
                    /** @default ended_by_caller */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrollment"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postEnrollmentsIdPause: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description As the lists give it.
                 * @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrollment"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postEnrollmentsIdResume: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description As the lists give it.
                 * @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrollment"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getFollowUps: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
                /** @description upcoming: what goes out next; failed: dead letters and unknowns, the latest first; recent: what was sent, the latest first. */
                view?: "upcoming" | "failed" | "recent";
                /** @description Only in this state. */
                state?: "awaiting_approval" | "scheduled" | "claimed" | "calling" | "unknown" | "dead_letter" | "sent" | "skipped" | "cancelled";
                /** @description Only with this status, in place of a state. */
                status?: "pending" | "processing" | "failed" | "sent" | "dead_letter" | "cancelled";
                /** @description Only on this channel. */
                channel?: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
                /** @description A contact's id, the `id` of `GET /v1/contacts/key:<your key>`. For example `0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000`. */
                contact?: string;
                /** @description A sequence's key. For example `quote-nudge`. */
                sequence?: string;
                /** @description Only what is due at this instant or later. For example `2026-03-01T09:30:00.000Z`. */
                dueFrom?: string;
                /** @description Only what is due at this instant or before. For example `2026-03-01T09:30:00.000Z`. */
                dueUntil?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["FollowUp"][];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postFollowUps: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "contact": {
                 *         "key": "ana"
                 *       },
                 *       "after": "2h",
                 *       "channel": "email",
                 *       "subject": "Your offer",
                 *       "text": "Hello {{ contact.name }}"
                 *     }
                 */
                "application/json": {
                    contact: {
                        id?: string;
                        key?: string;
                    };
                    /** @description An instant such as 2026-05-04T09:30:00+02:00; with timeZone what the clock shows, 2026-05-04T09:30. */
                    dueAt?: string;
                    /** @description Whose clock dueAt is read by: `recipient`, or an IANA time zone. It is kept: if the recipient's zone or its rules change, so does the instant. */
                    timeZone?: string;
                    /** @description From now, in place of dueAt. */
                    after?: string | number;
                    /** @enum {string} */
                    channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
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
                     * @description What happens beyond its late grace; absent: the policy's.
                     * @enum {string}
                     */
                    missedWindow?: "skip" | "send" | "next_window";
                    tier?: number;
                    /** @description Waits for approval. */
                    approval?: boolean;
                } | {
                    followUps: {
                        contact: {
                            id?: string;
                            key?: string;
                        };
                        /** @description An instant such as 2026-05-04T09:30:00+02:00; with timeZone what the clock shows, 2026-05-04T09:30. */
                        dueAt?: string;
                        /** @description Whose clock dueAt is read by: `recipient`, or an IANA time zone. It is kept: if the recipient's zone or its rules change, so does the instant. */
                        timeZone?: string;
                        /** @description From now, in place of dueAt. */
                        after?: string | number;
                        /** @enum {string} */
                        channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
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
                         * @description What happens beyond its late grace; absent: the policy's.
                         * @enum {string}
                         */
                        missedWindow?: "skip" | "send" | "next_window";
                        tier?: number;
                        /** @description Waits for approval. */
                        approval?: boolean;
                    }[];
                };
            };
        };
        responses: {
            /** @description Many were given: each has a result of its own, good or bad. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
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
            /** @description Made. */
            201: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getFollowUpsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description As the lists give it.
                 * @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowUp"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getFollowUpsIdExplain: {
        parameters: {
            query?: {
                /** @description In which language to explain: en, fr, es or de, with a region if you like. The organization's own unless given; English where it is none of these. For example `fr`. */
                locale?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description As the lists give it.
                 * @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        followUp: components["schemas"]["FollowUp"];
                        /** @description What became of it, in a sentence. */
                        summary: string;
                        /** @description What happens next. */
                        next: string;
                        /** @description When that is; null where nothing more happens by itself. */
                        nextAt: string | null;
                        /** @description What would have to change for it to be sent, as the rest of that sentence; null where it was, or will be. */
                        wouldSendIf: string | null;
                        decisions: {
                            /**
                             * Format: date-time
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            at: string;
                            kind: string;
                            reason: string | null;
                            /** @description The same as a sentence. */
                            text: string;
                            /** @description Which rule for sending it follows; null where none decided it. */
                            rule: string | null;
                            /** @description Who has set that rule, where that was noted. */
                            source: string | null;
                            /** @description What was known when it was taken. */
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
                            /** @description By the sender's prices. */
                            costCents: number | null;
                            text: string;
                        }[];
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postFollowUpsIdCancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description As the lists give it.
                 * @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "not_needed"
                 *     }
                 */
                "application/json": {
                    /** @default cancelled_by_caller */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowUp"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postFollowUpsIdReschedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description As the lists give it.
                 * @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "dueAt": "2026-03-01T09:30:00Z"
                 *     }
                 */
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
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postFollowUpsIdSettle: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description As the lists give it.
                 * @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "outcome": "sent"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Whether the provider had taken it.
                     * @enum {string}
                     */
                    outcome: "sent" | "not_sent";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowUp"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postFollowUpsIdSendNow: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description As the lists give it.
                 * @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
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
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postFollowUpsIdRetry: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description As the lists give it.
                 * @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
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
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postFollowUpsIdApprove: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description As the lists give it.
                 * @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
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
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getFollowUpsIdMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description As the lists give it.
                 * @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    patchFollowUpsIdMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description As the lists give it.
                 * @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Hello Ana, your table is booked for eight."
                 *     }
                 */
                "application/json": {
                    subject?: string;
                    text?: string;
                    html?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postFollowUpsRetry: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ids": [
                 *         "0197c0de-0000-7000-8000-000000000100"
                 *       ]
                 *     }
                 */
                "application/json": {
                    ids: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
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
                            id: string;
                            /**
                             * @description conflict: its present state does not allow it; suppressed: its address is; blocked: the person wants nothing more. It would be skipped at once.
                             * @enum {string}
                             */
                            reason: "not_found" | "conflict" | "suppressed" | "blocked";
                            detail: string;
                        })[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postFollowUpsDiscard: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ids": [
                 *         "0197c0de-0000-7000-8000-000000000100"
                 *       ]
                 *     }
                 */
                "application/json": {
                    ids: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        results: ({
                            /** @enum {boolean} */
                            ok: true;
                            id: string;
                        } | {
                            /** @enum {boolean} */
                            ok: false;
                            id: string;
                            /**
                             * @description conflict: its present state does not allow it.
                             * @enum {string}
                             */
                            reason: "not_found" | "conflict";
                            detail: string;
                        })[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getCoverage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Coverage"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getCoverageUncovered: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
                /** @description Only of this type. */
                type?: "lead" | "conversation" | "appointment";
                /** @description Only for this cause. */
                cause?: "no_sequence" | "sequence_inactive" | "sequence_paused" | "not_begun" | "sequence_missing" | "stranded" | "ended_without_reason" | "unanswered";
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @enum {string} */
                            type: "lead" | "conversation" | "appointment";
                            /** @description Your key of the record. */
                            key: string;
                            contactId: string;
                            contactName: string | null;
                            /**
                             * @description Why nobody sees to it.
                             * @enum {string}
                             */
                            cause: "no_sequence" | "sequence_inactive" | "sequence_paused" | "not_begun" | "sequence_missing" | "stranded" | "ended_without_reason" | "unanswered";
                            /**
                             * Format: date-time
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            since: string;
                            /** @description The sequence that the cause is about, where it is about one. */
                            sequenceKey: string | null;
                        }[];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAlerts: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRules"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putAlerts: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "targets": [
                 *         {
                 *           "key": "desk",
                 *           "channel": "slack",
                 *           "to": "#follow-ups"
                 *         },
                 *         {
                 *           "key": "on-call",
                 *           "channel": "sms",
                 *           "to": "+33612345678",
                 *           "hears": "critical"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    targets?: {
                        /** @description A name of your own: lower-case letters, digits and "-". */
                        key: string;
                        /** @enum {string} */
                        channel: "email" | "slack" | "discord" | "telegram" | "sms" | "webhook";
                        /** @description An address of the channel, as a sender of that channel takes it: an e-mail address, a phone number in E.164 form, `#team`, a URL. */
                        to: string;
                        /** @description One level: everything, from that level on. An object: these kinds, each from its level on. Absent: everything. */
                        hears?: ("warning" | "critical") | {
                            /** @enum {string} */
                            sender_unavailable?: "warning" | "critical";
                            /** @enum {string} */
                            engine_late?: "warning" | "critical";
                            /** @enum {string} */
                            dead_letters?: "warning" | "critical";
                            /** @enum {string} */
                            unknown_outcomes?: "warning" | "critical";
                            /** @enum {string} */
                            coverage_gaps?: "warning" | "critical";
                            /** @enum {string} */
                            mailbox_unreadable?: "warning" | "critical";
                            /** @enum {string} */
                            bounce_rate?: "warning" | "critical";
                        };
                    }[];
                    /** @default 10 */
                    deadLetters?: number;
                    /**
                     * @description At least 1m.
                     * @default 5m
                     */
                    lateAfter?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRules"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAlertsStanding: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
                /** @description In which language to explain: en, fr, es or de, with a region if you like. The organization's own unless given; English where it is none of these. For example `fr`. */
                locale?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @enum {string} */
                            kind: "sender_unavailable" | "engine_late" | "dead_letters" | "unknown_outcomes" | "coverage_gaps" | "mailbox_unreadable" | "bounce_rate";
                            /** @description The key of the sender that it is about; null for what is about none. */
                            sender: string | null;
                            /** @enum {string} */
                            level: "warning" | "critical";
                            /**
                             * Format: date-time
                             * @description When it was there first; that it was gone for less than ten minutes counts for nothing.
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            since: string;
                            /**
                             * Format: date-time
                             * @description When it was last there. Ten minutes later it is over.
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            seenAt: string;
                            text: string;
                            told: {
                                target: string;
                                /**
                                 * @description What was said last, or is to be tried again.
                                 * @enum {string}
                                 */
                                phase: "stands" | "over";
                                /**
                                 * @description `refused`: tried again. `unknown`: no clear answer came; a reminder follows after an hour.
                                 * @enum {string}
                                 */
                                outcome: "calling" | "accepted" | "refused" | "unknown";
                                /**
                                 * Format: date-time
                                 * @example 2026-03-01T09:30:00.000Z
                                 */
                                at: string;
                                /** @description What the sender answered, where it did not take it. */
                                detail: string | null;
                            }[];
                        }[];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postAlertsTest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "target": "desk"
                 *     }
                 */
                "application/json": {
                    /** @description The key of a target that is stored. */
                    target: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        result: "ok" | "failed" | "unknown";
                        detail: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getMessages: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
                /** @description A contact's id, the `id` of `GET /v1/contacts/key:<your key>`. For example `0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000`. */
                contact?: string;
                /** @description A conversation's key. For example `chat-4711`. */
                conversation?: string;
                /** @description Only on this channel. */
                channel?: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
                /** @description `in`: what people wrote; `out`: what went out. */
                direction?: "in" | "out";
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Message"][];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getMessagesId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description As the lists give it.
                 * @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getSandboxMessages: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            attemptId: string;
                            /** @enum {string} */
                            channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
                            address: string;
                            subject: string | null;
                            text: string;
                            html: string | null;
                            data: {
                                [key: string]: unknown;
                            } | null;
                            /**
                             * Format: date-time
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            createdAt: string;
                        }[];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getSuppressions: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
                /** @description Only on this channel. */
                channel?: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
                /** @description Exactly this address, as the list shows it: e-mail in lower case, numbers in E.164. For example `ana@example.com`. */
                value?: string;
                /** @description Only with this cause. For example `bounced`. */
                cause?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Suppression"][];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postSuppressions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "channel": "email",
                 *       "value": "ana@example.com",
                 *       "cause": "complaint"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
                    /** @description A phone number, an e-mail address, an id; normalised like every address. */
                    value: string;
                    /** @default manual */
                    cause?: string;
                    detail?: string;
                };
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suppression"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteSuppressionsChannelValue: {
        parameters: {
            query?: {
                /** @description Why, in words, for the timeline. For example `the address works again`. */
                reason?: string;
                /** @description `true`: also after a complaint or a hard bounce. */
                force?: "true" | "false";
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description The channel of the address.
                 * @example email
                 */
                channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
                /**
                 * @description The address.
                 * @example ana@example.com
                 */
                value: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        lifted: true;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getSuppressionsExport: {
        parameters: {
            query?: {
                /** @description CSV with a line of names, or an object of JSON in each line. */
                format?: "csv" | "jsonl";
                /** @description Only on this channel. */
                channel?: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
                /** @description Only with this cause. For example `bounced`. */
                cause?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getSenders: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Sender"][];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getSendersKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sender"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putSendersKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "provider": "sandbox",
                 *       "channel": "email",
                 *       "ratePerMinute": 600
                 *     }
                 */
                "application/json": {
                    provider: string;
                    /** @enum {string} */
                    channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
                    position?: number;
                    /** @description As its provider describes it; replaced as a whole. */
                    config?: {
                        [key: string]: unknown;
                    };
                    ratePerMinute?: number | null;
                    burst?: number | null;
                    concurrency?: number | null;
                    perHour?: number | null;
                    perDay?: number | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sender"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteSendersKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: string;
                        removed: boolean;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postSendersKeyPause: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sender"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postSendersKeyResume: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sender"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postSendersKeyTest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
                /** @description Makes it safe to repeat the request: the same key with the same body has one effect. 1 to 200 visible ASCII characters, for example `order-4711-reminder`. */
                "Idempotency-Key"?: string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "to": "+33612345678"
                 *     }
                 */
                "application/json": {
                    to?: string;
                    text?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        result: "ok" | "failed" | "unchecked" | "unknown";
                        detail: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getTemplatesKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description Your own key of the template, as steps name it.
                 * @example nudge
                 */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: string;
                        forms: components["schemas"]["Template"][];
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putTemplatesKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description Your own key of the template, as steps name it.
                 * @example nudge
                 */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "channel": "email",
                 *       "subject": "Hello {{ contact.name }}",
                 *       "text": "See you on {{ appointment.day }}."
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    channel?: "*" | "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
                    locale?: string;
                    subject?: string;
                    text: string;
                    html?: string;
                    /**
                     * @description A template that the vendor keeps, for where free text may not be sent: WhatsApp outside its 24 hours.
                     * @example {
                     *       "id": "HXb5b62575e6e4ff6129ad7c8efe1f983e",
                     *       "variables": {
                     *         "1": "{{ contact.name }}"
                     *       }
                     *     }
                     */
                    vendorTemplate?: {
                        /** @description The vendor's id of its template, for example Twilio's `HX…`. */
                        id: string;
                        /** @description Texts with variables, by the placeholders of that template. */
                        variables: {
                            [key: string]: string;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: string;
                        version: number;
                        changed: boolean;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getTemplates: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Template"][];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postTemplatesKeyPreview: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description Your own key of the template, as steps name it.
                 * @example nudge
                 */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "channel": "email",
                 *       "facts": {
                 *         "contact": {
                 *           "name": "Ana"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    channel: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
                    locale?: string;
                    /** @default {} */
                    facts?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        subject: string | null;
                        text: string;
                        html: string | null;
                        channel: string;
                        locale: string;
                        version: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    patchOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Studio Nine",
                 *       "timezone": "Europe/Paris",
                 *       "locale": "fr"
                 *     }
                 */
                "application/json": {
                    name?: string;
                    /** @description IANA, for example Europe/Paris. */
                    timezone?: string;
                    /** @description BCP 47, for example fr or pt-BR. */
                    locale?: string;
                    /** @description In Liquid. null takes it back. */
                    helpText?: string | null;
                    emailLayout?: boolean;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getKeys: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
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
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postKeys: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
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
                    /** @description Default: those that you have yourself, which is also the most. */
                    scopes?: ("read" | "send" | "manage" | "admin")[];
                };
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteKeysId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description As the lists give it.
                 * @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        revoked: true;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getContactsRefExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description An id, or `key:` and your own key.
                 * @example key:ana
                 */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        exportedAt: string;
                        contactId: string;
                        tables: {
                            [key: string]: {
                                [key: string]: unknown;
                            }[];
                        };
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postContactsRefErase: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description An id, or `key:` and your own key.
                 * @example key:ana
                 */
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "confirm": "0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000",
                 *       "reason": "requested"
                 *     }
                 */
                "application/json": {
                    /** @description The contact's id, so that nobody is erased by a slip. */
                    confirm: string;
                    /** @description For the audit log; a word, not about the person. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /**
                         * Format: date-time
                         * @description When it was first done.
                         * @example 2026-03-01T09:30:00.000Z
                         */
                        erasedAt: string;
                        /** @description Follow-ups that were open. */
                        cancelled: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getRetention: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What came in. A repetition is recognised for as long. */
                        inbox: number | null;
                        /** @description Texts of messages; that there was one stays. */
                        messages: number | null;
                        /** @description Decisions. */
                        timeline: number | null;
                        /** @description Calls to senders. */
                        attempts: number | null;
                        /** @description Vendors' reports. */
                        receipts: number | null;
                        /** @description Follow-ups that have ended, and their enrollments. */
                        followUps: number | null;
                        /** @description Messages that went to the sandbox. */
                        sandbox: number | null;
                        /** @description The proof of consents; what was said, where and when, stays. */
                        consents: number | null;
                        /** @description Who changed what; what is left is still one chain. */
                        audit: number | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putRetention: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "messages": 365,
                 *       "sandbox": 7
                 *     }
                 */
                "application/json": {
                    /** @description What came in. A repetition is recognised for as long. */
                    inbox?: number | null;
                    /** @description Texts of messages; that there was one stays. */
                    messages?: number | null;
                    /** @description Decisions. */
                    timeline?: number | null;
                    /** @description Calls to senders. */
                    attempts?: number | null;
                    /** @description Vendors' reports. */
                    receipts?: number | null;
                    /** @description Follow-ups that have ended, and their enrollments. */
                    followUps?: number | null;
                    /** @description Messages that went to the sandbox. */
                    sandbox?: number | null;
                    /** @description The proof of consents; what was said, where and when, stays. */
                    consents?: number | null;
                    /** @description Who changed what; what is left is still one chain. */
                    audit?: number | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What came in. A repetition is recognised for as long. */
                        inbox: number | null;
                        /** @description Texts of messages; that there was one stays. */
                        messages: number | null;
                        /** @description Decisions. */
                        timeline: number | null;
                        /** @description Calls to senders. */
                        attempts: number | null;
                        /** @description Vendors' reports. */
                        receipts: number | null;
                        /** @description Follow-ups that have ended, and their enrollments. */
                        followUps: number | null;
                        /** @description Messages that went to the sandbox. */
                        sandbox: number | null;
                        /** @description The proof of consents; what was said, where and when, stays. */
                        consents: number | null;
                        /** @description Who changed what; what is left is still one chain. */
                        audit: number | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAudit: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
                /** @description Exactly this one, or what it begins with before a dot: `sender`. For example `contact.erased`. */
                action?: string;
                /** @description The id of a key or an operator, or what the host calls somebody. For example `0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000`. */
                actor?: string;
                /** @description The id or key of what was changed. For example `0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000`. */
                id?: string;
                /** @description Only what was done at this instant or later. For example `2026-03-01T09:30:00.000Z`. */
                from?: string;
                /** @description Only what was done at this instant or before. For example `2026-03-01T09:30:00.000Z`. */
                until?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postSession: {
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
                 *       "email": "ana@example.com",
                 *       "password": "four words nobody guesses"
                 *     }
                 */
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many sessions. */
                        ended: number;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    patchSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "organization": "default"
                 *     }
                 */
                "application/json": {
                    /** @description Its key. */
                    organization: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getOrganizations: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            key: string;
                            name: string;
                            /**
                             * Format: date-time
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            createdAt: string;
                        }[];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postOrganizations: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "north-clinic",
                 *       "name": "North Clinic"
                 *     }
                 */
                "application/json": {
                    /** @description Lower-case letters, digits and -. It never changes. */
                    key: string;
                    /** @description As people see it. Default: the key. */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: string;
                        name: string;
                        /**
                         * Format: date-time
                         * @example 2026-03-01T09:30:00.000Z
                         */
                        createdAt: string;
                        apiKey: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postOpsFollowupHook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lead_id": "4711",
                 *       "strategy": "1800s",
                 *       "message": "Shall I keep your quote open?"
                 *     }
                 */
                "application/json": {
                    /** @description Your own key of the lead. */
                    lead_id: string;
                    /** @description Your name for this touch, for example `1800s`. */
                    strategy: string;
                    /** @description The words as they are to arrive: no variables are filled in. */
                    message: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        /** @enum {string} */
                        message: "Follow-up hook received";
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postSessionForgottenPassword: {
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
                 *       "email": "ana@example.com"
                 *     }
                 */
                "application/json": {
                    email: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postSessionNewPassword: {
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
                 *       "token": "from-the-link",
                 *       "password": "four words nobody guesses"
                 *     }
                 */
                "application/json": {
                    /** @description What stands behind # in the link. */
                    token: string;
                    /** @description At least 12 characters, not the e-mail address, and none that is guessed first. */
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postSessionInvitation: {
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
                 *       "token": "default.from-the-link"
                 *     }
                 */
                "application/json": {
                    /** @description What stands behind # in the link. */
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Its name. */
                        organization: string;
                        /** @description Null: choose it when accepting. */
                        email: string | null;
                        /**
                         * @description `owner` may everything, `operator` reads and sends, `viewer` reads.
                         * @enum {string}
                         */
                        role: "owner" | "operator" | "viewer";
                        /** @description There is an operator with this address: their password is asked for. */
                        isKnown: boolean;
                        /** @description A new password is asked for as well: nothing has shown yet that the address is theirs. */
                        asksNewPassword: boolean;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postSessionAccept: {
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
                 *       "token": "default.from-the-link",
                 *       "name": "Ana Souza",
                 *       "password": "four words nobody guesses"
                 *     }
                 */
                "application/json": {
                    /** @description What stands behind # in the link. */
                    token: string;
                    /** @description Where the invitation names none. */
                    email?: string;
                    /** @description Of a new operator. */
                    name?: string;
                    /** @description A new one; of somebody who is an operator already, theirs. */
                    password: string;
                    /** @description Of somebody who is an operator already: replaces theirs. Needed to join where nothing has shown yet that the address is theirs: the offer says so, unless it names no address. */
                    newPassword?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putSessionPassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "the present one",
                 *       "newPassword": "four words nobody guesses"
                 *     }
                 */
                "application/json": {
                    /** @description The present one. */
                    password: string;
                    /** @description At least 12 characters, not the e-mail address, and none that is guessed first. */
                    newPassword: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getSessions: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** @description The one that this call was made with. */
                            isCurrent: boolean;
                            address: string | null;
                            userAgent: string | null;
                            /**
                             * Format: date-time
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            createdAt: string;
                            /**
                             * Format: date-time
                             * @description To the minute.
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            seenAt: string;
                            /**
                             * Format: date-time
                             * @description Unless it is used before.
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            expiresAt: string;
                        }[];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteSessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many sessions. */
                        ended: number;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteSessionsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description As the lists give it.
                 * @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many sessions. */
                        ended: number;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getOperators: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Operator"][];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteOperatorsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description As the lists give it.
                 * @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        removed: true;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    patchOperatorsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description As the lists give it.
                 * @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "viewer"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description `owner` may everything, `operator` reads and sends, `viewer` reads.
                     * @enum {string}
                     */
                    role: "owner" | "operator" | "viewer";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operator"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getInvitations: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 200. */
                limit?: number;
                /** @description The `nextCursor` of the answer before, to go on from there, with the same filters. One of another list is refused. */
                cursor?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** @description Null: of whoever sets this installation up. */
                            email: string | null;
                            /**
                             * @description `owner` may everything, `operator` reads and sends, `viewer` reads.
                             * @enum {string}
                             */
                            role: "owner" | "operator" | "viewer";
                            invitedBy: string;
                            /**
                             * Format: date-time
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            createdAt: string;
                            /**
                             * Format: date-time
                             * @example 2026-03-01T09:30:00.000Z
                             */
                            expiresAt: string;
                        }[];
                        /** @description Give it as `cursor` for the next page; null on the last. */
                        nextCursor: string | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postInvitations: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "bo@example.com",
                 *       "role": "operator"
                 *     }
                 */
                "application/json": {
                    email: string;
                    /**
                     * @description `owner` may everything, `operator` reads and sends, `viewer` reads.
                     * @enum {string}
                     */
                    role: "owner" | "operator" | "viewer";
                };
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description Null: of whoever sets this installation up. */
                        email: string | null;
                        /**
                         * @description `owner` may everything, `operator` reads and sends, `viewer` reads.
                         * @enum {string}
                         */
                        role: "owner" | "operator" | "viewer";
                        invitedBy: string;
                        /**
                         * Format: date-time
                         * @example 2026-03-01T09:30:00.000Z
                         */
                        createdAt: string;
                        /**
                         * Format: date-time
                         * @example 2026-03-01T09:30:00.000Z
                         */
                        expiresAt: string;
                        isSent: boolean;
                        /** @description Null when it was sent. Begins with / where the address of this installation is not configured. */
                        link: string | null;
                        /** @description Why it was not sent. */
                        note: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteInvitationsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path: {
                /**
                 * @description As the lists give it.
                 * @example 0199d3c2-7a10-7c3e-9b1f-5d2e8a4c0000
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        revoked: true;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postSuppressionsImport: {
        parameters: {
            query?: {
                /** @description Of rows that name none. */
                channel?: "sms" | "whatsapp" | "email" | "discord" | "slack" | "telegram" | "webhook";
                /** @description Of rows that name none; `imported` otherwise. For example `do_not_contact`. */
                cause?: string;
            };
            header?: {
                /** @description The key of the organization that this is meant for: where the caller acts in another one, nothing is done, and the answer is a 409 (`other_organization`). For pages of operators, who may have switched in another tab. */
                "Relance-Organization"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "suppressions": [
                 *         {
                 *           "channel": "email",
                 *           "value": "ana@example.com",
                 *           "cause": "complaint"
                 *         },
                 *         {
                 *           "channel": "sms",
                 *           "value": "+33612345678"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description Each `{ channel, value, cause, detail }`. */
                    suppressions: {
                        [key: string]: unknown;
                    }[];
                } | string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "relance-now": components["headers"]["RelanceNow"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        added: number;
                        /** @description They were suppressed before. */
                        known: number;
                        refused: number;
                        /** @description Of the refused rows, the first 500, with their lines. */
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
}
