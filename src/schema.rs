//! Every table, one copy for both databases; `tests/schema.rs` holds it against what the migrations make.

diesel::table! {
    installation (key) {
        key -> Text,
        value -> Text,
    }
}

diesel::table! {
    people (id) {
        id -> BigInt,
        email -> Text,
        email_key -> Text,
        name -> Text,
        password_hash -> Nullable<Text>,
        language -> Nullable<Text>,
        is_operator -> Bool,
        state -> Text,
        created_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    sessions (id) {
        id -> BigInt,
        secret_hash -> Text,
        csrf -> Text,
        person_id -> BigInt,
        address -> Text,
        agent -> Text,
        created_at -> Timestamp,
        seen_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    account_tokens (id) {
        id -> BigInt,
        kind -> Text,
        person_id -> Nullable<BigInt>,
        secret_hash -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    throttles (key_hash) {
        key_hash -> Text,
        tokens -> Double,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    workspaces (id) {
        id -> BigInt,
        slug -> Text,
        name -> Text,
        language -> Text,
        time_zone -> Text,
        settings -> Text,
        state -> Text,
        created_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    memberships (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        person_id -> BigInt,
        state -> Text,
        joined_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        seen_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    membership_roles (workspace_id, membership_id, role) {
        workspace_id -> BigInt,
        membership_id -> BigInt,
        role -> Text,
    }
}

diesel::table! {
    departments (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        code -> Text,
        name -> Text,
        short_name -> Text,
        kind -> Text,
        parent_id -> Nullable<BigInt>,
        state -> Text,
        merged_into_id -> Nullable<BigInt>,
        position -> BigInt,
        created_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    department_aliases (workspace_id, alias_key) {
        workspace_id -> BigInt,
        alias_key -> Text,
        alias -> Text,
        department_id -> BigInt,
        kind -> Text,
    }
}

diesel::table! {
    department_people (workspace_id, department_id, membership_id, function) {
        workspace_id -> BigInt,
        department_id -> BigInt,
        membership_id -> BigInt,
        function -> Text,
        deputy_of_id -> Nullable<BigInt>,
        since -> Timestamp,
        from_on -> Nullable<Date>,
        until_on -> Nullable<Date>,
    }
}

diesel::table! {
    invitations (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        email -> Text,
        email_key -> Text,
        name -> Text,
        roles -> Text,
        departments -> Text,
        secret_hash -> Text,
        invited_by_id -> Nullable<BigInt>,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
        revoked_at -> Nullable<Timestamp>,
        earlier_secret_hash -> Nullable<Text>,
    }
}

diesel::table! {
    links (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        person_id -> Nullable<BigInt>,
        purpose -> Text,
        subject_id -> BigInt,
        secret_hash -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    counters (workspace_id, kind, year) {
        workspace_id -> BigInt,
        kind -> Text,
        year -> Integer,
        next -> BigInt,
    }
}

diesel::table! {
    timeline (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        subject_kind -> Text,
        subject_id -> BigInt,
        at -> Timestamp,
        person_id -> Nullable<BigInt>,
        actor -> Text,
        action -> Text,
        from_state -> Nullable<Text>,
        to_state -> Nullable<Text>,
        text -> Nullable<Text>,
        data -> Text,
    }
}

diesel::table! {
    outbox (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        person_id -> Nullable<BigInt>,
        address -> Text,
        recipient -> Text,
        cause -> Text,
        template -> Text,
        language -> Text,
        payload -> Text,
        message_id -> Text,
        state -> Text,
        attempts -> Integer,
        due_at -> Timestamp,
        lease_owner -> Nullable<Text>,
        lease_until -> Nullable<Timestamp>,
        last_error -> Nullable<Text>,
        created_at -> Timestamp,
        sent_at -> Nullable<Timestamp>,
        carries -> Text,
    }
}

diesel::table! {
    steps (workspace_id, kind, key) {
        workspace_id -> BigInt,
        kind -> Text,
        key -> Text,
        payload -> Text,
        due_at -> Timestamp,
        lease_owner -> Nullable<Text>,
        lease_until -> Nullable<Timestamp>,
        attempts -> Integer,
        last_error -> Nullable<Text>,
    }
}

diesel::table! {
    calendar_days (workspace_id, day) {
        workspace_id -> BigInt,
        day -> Date,
        kind -> Text,
        name -> Text,
    }
}

diesel::table! {
    duties (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        number -> Text,
        title -> Text,
        requirement -> Text,
        deliverable -> Text,
        state -> Text,
        lead_id -> Nullable<BigInt>,
        due_on -> Nullable<Date>,
        sort_on -> Date,
        due_rule -> Nullable<Text>,
        cadence -> Nullable<Text>,
        next_report_on -> Nullable<Date>,
        origin_kind -> Text,
        origin_id -> Nullable<BigInt>,
        origin_label -> Text,
        search_key -> Text,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        assigned_at -> Nullable<Timestamp>,
        accepted_at -> Nullable<Timestamp>,
        reported_at -> Nullable<Timestamp>,
        submitted_at -> Nullable<Timestamp>,
        returned_at -> Nullable<Timestamp>,
        closed_at -> Nullable<Timestamp>,
        version -> BigInt,
        outline_key -> Text,
        support_count -> Integer,
    }
}

diesel::table! {
    duty_counts (workspace_id, state) {
        workspace_id -> BigInt,
        state -> Text,
        n -> BigInt,
    }
}

diesel::table! {
    duty_grams (workspace_id, gram, duty_id) {
        workspace_id -> BigInt,
        gram -> Text,
        duty_id -> BigInt,
    }
}

diesel::table! {
    duty_parties (workspace_id, duty_id, department_id) {
        workspace_id -> BigInt,
        duty_id -> BigInt,
        department_id -> BigInt,
        part -> Text,
        state -> Text,
        share -> Text,
        reason -> Nullable<Text>,
        received_at -> Nullable<Timestamp>,
        reported_at -> Nullable<Timestamp>,
        position -> BigInt,
        duty_state -> Text,
        sort_on -> Date,
    }
}

diesel::table! {
    duty_targets (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        duty_id -> BigInt,
        name -> Text,
        value -> Double,
        unit -> Text,
        comparison -> Text,
        per -> Nullable<Text>,
        position -> BigInt,
    }
}

diesel::table! {
    reports (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        duty_id -> BigInt,
        department_id -> BigInt,
        person_id -> Nullable<BigInt>,
        actor -> Text,
        at -> Timestamp,
        as_of -> Date,
        text -> Text,
    }
}

diesel::table! {
    measures (workspace_id, report_id, target_id) {
        workspace_id -> BigInt,
        report_id -> BigInt,
        target_id -> BigInt,
        value -> Double,
    }
}

diesel::table! {
    duty_deadlines (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        duty_id -> BigInt,
        due_on -> Nullable<Date>,
        due_rule -> Nullable<Text>,
        cause -> Text,
        reason -> Text,
        actor -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    extensions (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        duty_id -> BigInt,
        department_id -> BigInt,
        requested_by_id -> Nullable<BigInt>,
        actor -> Text,
        until -> Date,
        reason -> Text,
        state -> Text,
        requested_at -> Timestamp,
        decided_at -> Nullable<Timestamp>,
        answer -> Nullable<Text>,
    }
}

diesel::table! {
    reminders (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        duty_id -> BigInt,
        person_id -> BigInt,
        kind -> Text,
        due_on -> Date,
        threshold -> Integer,
        at -> Timestamp,
    }
}

diesel::table! {
    policy_documents (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        title -> Text,
        document_number -> Text,
        issuer -> Text,
        issued_on -> Nullable<Date>,
        state -> Text,
        supersedes_id -> Nullable<BigInt>,
        source_name -> Text,
        source_hash -> Text,
        text -> Text,
        created_by_id -> Nullable<BigInt>,
        created_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    clauses (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        document_id -> BigInt,
        position -> BigInt,
        path -> Text,
        label -> Text,
        section -> Text,
        heading -> Text,
        text -> Text,
        span_start -> BigInt,
        span_end -> BigInt,
        kind -> Nullable<Text>,
        proposed_kind -> Text,
        no_duty_reason -> Text,
        reviewed_by -> Nullable<Text>,
        reviewed_at -> Nullable<Timestamp>,
        follows_id -> Nullable<BigInt>,
        version -> BigInt,
        wording -> Text,
        take_over -> Nullable<Text>,
    }
}

diesel::table! {
    proposals (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        clause_id -> BigInt,
        position -> BigInt,
        title -> Text,
        content -> Text,
        sure -> Bool,
        state -> Text,
        duty_id -> Nullable<BigInt>,
        version -> BigInt,
        has_lead -> Bool,
        has_date -> Bool,
        open_bodies -> BigInt,
    }
}

diesel::table! {
    digest_subscriptions (workspace_id, membership_id, kind) {
        workspace_id -> BigInt,
        membership_id -> BigInt,
        kind -> Text,
        frequency -> Text,
        weekday -> Integer,
        hour -> Integer,
        working_days_only -> Bool,
        all_departments -> Bool,
        even_if_empty -> Bool,
        since -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    digests (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        membership_id -> BigInt,
        kind -> Text,
        period -> Text,
        composed_at -> Timestamp,
        finding -> Text,
        was_sent -> Bool,
        snapshot -> Text,
        content -> Text,
        read_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    blobs (workspace_id, sha256) {
        workspace_id -> BigInt,
        sha256 -> Text,
        size -> BigInt,
        kept_at -> Timestamp,
        leaving_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    attachments (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        subject_kind -> Text,
        subject_id -> BigInt,
        file_id -> BigInt,
        nth -> Integer,
        name -> Text,
        media -> Text,
        size -> BigInt,
        sha256 -> Text,
        added_by_id -> Nullable<BigInt>,
        added_by -> Text,
        added_at -> Timestamp,
        removed_by -> Nullable<Text>,
        removed_at -> Nullable<Timestamp>,
        removed_reason -> Nullable<Text>,
    }
}

diesel::table! {
    instructions (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        number -> Text,
        cause -> Text,
        membership_id -> BigInt,
        author -> Text,
        digest_id -> BigInt,
        about_duty_id -> Nullable<BigInt>,
        text -> Text,
        written_at -> Timestamp,
        state -> Text,
        duty_id -> Nullable<BigInt>,
        answer -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        decided_by -> Nullable<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    meeting_series (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        title -> Text,
        rrule -> Text,
        starts_on -> Date,
        starts_at -> Text,
        minutes -> Integer,
        place -> Text,
        chair_id -> Nullable<BigInt>,
        shift -> Text,
        call_days -> Integer,
        cutoff_days -> Integer,
        notice_days -> Integer,
        quorum -> Integer,
        departments -> Text,
        state -> Text,
        created_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    meetings (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        number -> Text,
        series_id -> Nullable<BigInt>,
        occurrence_on -> Nullable<Date>,
        kind -> Text,
        title -> Text,
        state -> Text,
        starts_at -> Timestamp,
        minutes -> Integer,
        place -> Text,
        note -> Text,
        chair_id -> Nullable<BigInt>,
        quorum -> Integer,
        call_on -> Nullable<Date>,
        cutoff_on -> Nullable<Date>,
        notice_on -> Nullable<Date>,
        touched -> Text,
        sequence -> Integer,
        live_seq -> BigInt,
        current_item_id -> Nullable<BigInt>,
        current_since -> Nullable<Timestamp>,
        called_at -> Nullable<Timestamp>,
        announced_at -> Nullable<Timestamp>,
        changed_at -> Nullable<Timestamp>,
        opened_at -> Nullable<Timestamp>,
        adjourned_at -> Nullable<Timestamp>,
        issued_at -> Nullable<Timestamp>,
        cancelled_at -> Nullable<Timestamp>,
        reason -> Text,
        search_key -> Text,
        created_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    participants (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        meeting_id -> BigInt,
        role -> Text,
        department_id -> Nullable<BigInt>,
        membership_id -> Nullable<BigInt>,
        name -> Text,
        post -> Text,
        email -> Text,
        receipt -> Text,
        substitute -> Text,
        substitute_post -> Text,
        reason -> Text,
        answered_at -> Nullable<Timestamp>,
        answered_by -> Text,
        reminded_at -> Nullable<Timestamp>,
        presence -> Text,
        arrived_at -> Nullable<Timestamp>,
        left_at -> Nullable<Timestamp>,
        position -> BigInt,
        version -> BigInt,
        came -> Text,
    }
}

diesel::table! {
    agenda_items (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        meeting_id -> BigInt,
        kind -> Text,
        state -> Text,
        department_id -> Nullable<BigInt>,
        proposed_by_id -> Nullable<BigInt>,
        proposed_by -> Text,
        title -> Text,
        asked -> Text,
        background -> Text,
        proposed_decision -> Text,
        minutes -> Integer,
        section -> Text,
        position -> BigInt,
        restricted -> Bool,
        is_late -> Bool,
        late_reason -> Text,
        consent -> Text,
        consented_at -> Nullable<Timestamp>,
        reason -> Text,
        merged_into_id -> Nullable<BigInt>,
        goes_on_as_id -> Nullable<BigInt>,
        comes_from_id -> Nullable<BigInt>,
        notes -> Text,
        outcome -> Nullable<Text>,
        spent_seconds -> BigInt,
        search_key -> Text,
        created_at -> Timestamp,
        submitted_at -> Nullable<Timestamp>,
        decided_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    item_departments (workspace_id, item_id, department_id) {
        workspace_id -> BigInt,
        item_id -> BigInt,
        department_id -> BigInt,
    }
}

diesel::table! {
    item_links (workspace_id, item_id, kind, subject_id) {
        workspace_id -> BigInt,
        item_id -> BigInt,
        kind -> Text,
        subject_id -> BigInt,
        label -> Text,
    }
}

diesel::table! {
    opinions (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        item_id -> BigInt,
        department_id -> BigInt,
        asked_at -> Timestamp,
        days -> Integer,
        due_on -> Date,
        answer -> Nullable<Text>,
        text -> Text,
        answered_at -> Nullable<Timestamp>,
        answered_by -> Text,
        is_late -> Bool,
        stopped_on -> Nullable<Date>,
        stop_reason -> Text,
        reminded_at -> Nullable<Timestamp>,
        withdrawn_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    decisions (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        meeting_id -> BigInt,
        item_id -> BigInt,
        position -> BigInt,
        text -> Text,
        lead_id -> Nullable<BigInt>,
        due_on -> Nullable<Date>,
        no_due_reason -> Text,
        no_duty_reason -> Text,
        duty_id -> Nullable<BigInt>,
        is_assigned -> Bool,
        removed_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        version -> BigInt,
        search_key -> Text,
    }
}

diesel::table! {
    decision_support (workspace_id, decision_id, department_id) {
        workspace_id -> BigInt,
        decision_id -> BigInt,
        department_id -> BigInt,
    }
}

diesel::table! {
    live_fields (workspace_id, meeting_id, subject_id, field) {
        workspace_id -> BigInt,
        meeting_id -> BigInt,
        subject_id -> BigInt,
        field -> Text,
        version -> BigInt,
        seq -> BigInt,
        saving -> Text,
        saved_by -> Text,
        saved_at -> Timestamp,
    }
}

diesel::table! {
    minutes (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        meeting_id -> BigInt,
        kind -> Text,
        nth -> Integer,
        state -> Text,
        number -> Nullable<Text>,
        round -> Integer,
        template -> Text,
        created_at -> Timestamp,
        created_by -> Text,
        issued_at -> Nullable<Timestamp>,
        issued_by -> Text,
        content -> Text,
        sha256 -> Text,
        files -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    minutes_sections (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        minutes_id -> BigInt,
        position -> BigInt,
        kind -> Text,
        item_id -> Nullable<BigInt>,
        heading -> Text,
        text -> Text,
        recorded -> Text,
        circulated -> Nullable<Text>,
        saved_at -> Timestamp,
        saved_by -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    minutes_reviews (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        minutes_id -> BigInt,
        round -> Integer,
        department_id -> BigInt,
        asked_at -> Timestamp,
        due_on -> Date,
        answer -> Nullable<Text>,
        text -> Text,
        answered_by -> Text,
        answered_at -> Nullable<Timestamp>,
        reminded_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    minutes_differences (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        minutes_id -> BigInt,
        review_id -> BigInt,
        section_id -> Nullable<BigInt>,
        decision_id -> Nullable<BigInt>,
        before -> Text,
        wording -> Text,
        reason -> Text,
        verdict -> Nullable<Text>,
        verdict_reason -> Text,
        decided_by -> Text,
        decided_at -> Nullable<Timestamp>,
    }
}

diesel::joinable!(memberships -> people (person_id));
diesel::joinable!(sessions -> people (person_id));
diesel::joinable!(memberships -> workspaces (workspace_id));

diesel::table! {
    matter_rules (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        number -> Integer,
        rules -> Text,
        note -> Text,
        made_by -> Text,
        made_at -> Timestamp,
    }
}

diesel::table! {
    matters (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        number -> Text,
        title -> Text,
        cause -> Text,
        fact_key -> Text,
        edition -> Integer,
        subject_kind -> Text,
        department_id -> BigInt,
        subject_name -> Text,
        subject_membership_id -> Nullable<BigInt>,
        subject_email -> Text,
        basis -> Text,
        facts -> Text,
        state -> Text,
        proposed_by -> Text,
        created_at -> Timestamp,
        reason -> Text,
        notified_at -> Nullable<Timestamp>,
        reply_due_on -> Nullable<Date>,
        decided_at -> Nullable<Timestamp>,
        objection_due_on -> Nullable<Date>,
        response_due_on -> Nullable<Date>,
        closed_at -> Nullable<Timestamp>,
        verifier_id -> Nullable<BigInt>,
        version -> BigInt,
        link_id -> BigInt,
    }
}

diesel::table! {
    matter_people (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        matter_id -> BigInt,
        membership_id -> BigInt,
        part -> Text,
        standing -> Text,
        reason -> Text,
        declared_at -> Nullable<Timestamp>,
        name -> Text,
    }
}

diesel::table! {
    matter_papers (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        matter_id -> BigInt,
        kind -> Text,
        at -> Timestamp,
        by_name -> Text,
        text -> Text,
        present -> Text,
        day -> Nullable<Date>,
        answered -> Text,
        answer -> Text,
        answered_by -> Text,
        answered_at -> Nullable<Timestamp>,
        held_at -> Nullable<Timestamp>,
        place -> Text,
    }
}

diesel::table! {
    matter_decisions (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        matter_id -> BigInt,
        ruling -> Text,
        form -> Text,
        basis -> Text,
        text -> Text,
        body -> Text,
        decision_id -> Nullable<BigInt>,
        department_id -> Nullable<BigInt>,
        body_label -> Text,
        decided_on -> Date,
        membership_id -> Nullable<BigInt>,
        by_name -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    parties (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        kind -> Text,
        name -> Text,
        name_key -> Text,
        credit_code -> Nullable<Text>,
        registration_number -> Nullable<Text>,
        id_number -> Nullable<Text>,
        region_id -> Nullable<BigInt>,
        address -> Text,
        products -> Text,
        state -> Text,
        merged_into_id -> Nullable<BigInt>,
        search_key -> Text,
        created_at -> Timestamp,
        version -> BigInt,
        founded_on -> Nullable<Date>,
    }
}

diesel::table! {
    party_names (workspace_id, party_id, position) {
        workspace_id -> BigInt,
        party_id -> BigInt,
        position -> Integer,
        name -> Text,
        name_key -> Text,
        until_on -> Nullable<Date>,
    }
}

diesel::table! {
    party_people (workspace_id, party_id, position) {
        workspace_id -> BigInt,
        party_id -> BigInt,
        position -> Integer,
        name -> Text,
        post -> Text,
    }
}

diesel::table! {
    party_grams (workspace_id, gram, party_id) {
        workspace_id -> BigInt,
        gram -> Text,
        party_id -> BigInt,
    }
}

diesel::table! {
    restrictions (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        number -> Text,
        party_id -> BigInt,
        named -> Text,
        case_id -> Nullable<BigInt>,
        kind -> Text,
        on_party -> Bool,
        basis -> Text,
        reason -> Text,
        department_id -> BigInt,
        imposed_by -> Text,
        found_on -> Date,
        from_on -> Date,
        term -> Text,
        months -> Nullable<Integer>,
        until_on -> Nullable<Date>,
        last_on -> Date,
        state -> Text,
        ended_on -> Nullable<Date>,
        ended_by -> Nullable<Text>,
        ended_reason -> Nullable<Text>,
        created_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    restriction_people (workspace_id, restriction_id, position) {
        workspace_id -> BigInt,
        restriction_id -> BigInt,
        position -> Integer,
        name -> Text,
        name_key -> Text,
        post -> Text,
    }
}

diesel::table! {
    restriction_liftings (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        restriction_id -> BigInt,
        reason -> Text,
        proposed_by_id -> BigInt,
        proposed_by -> Text,
        proposed_at -> Timestamp,
        state -> Text,
        decided_by_id -> Nullable<BigInt>,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        decision -> Nullable<Text>,
        verb -> Text,
    }
}

diesel::table! {
    party_checks (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        asked_at -> Timestamp,
        membership_id -> BigInt,
        asked_by -> Text,
        purpose -> Text,
        typed -> Text,
        answer -> Text,
        party_id -> Nullable<BigInt>,
        subject -> Text,
        until_on -> Nullable<Date>,
        why -> Text,
        batch_id -> Nullable<BigInt>,
        position -> Integer,
        award_year -> Nullable<Integer>,
    }
}

diesel::table! {
    publications (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        number -> Text,
        party_id -> BigInt,
        case_id -> Nullable<BigInt>,
        department_id -> BigInt,
        latest -> Integer,
        shown -> Nullable<Integer>,
        state -> Text,
        created_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    publication_versions (workspace_id, publication_id, nth) {
        workspace_id -> BigInt,
        publication_id -> BigInt,
        nth -> Integer,
        state -> Text,
        ground -> Text,
        title -> Text,
        text -> Text,
        person -> Nullable<Text>,
        channel -> Text,
        until_on -> Nullable<Date>,
        last_on -> Date,
        reason -> Text,
        writer_id -> BigInt,
        writer -> Text,
        written_at -> Timestamp,
        checked_by_id -> Nullable<BigInt>,
        checked_by -> Nullable<Text>,
        checked_at -> Nullable<Timestamp>,
        published_on -> Nullable<Date>,
        published_by -> Nullable<Text>,
        ended_at -> Nullable<Timestamp>,
        ended_by -> Nullable<Text>,
        ended_reason -> Nullable<Text>,
        published_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    case_kinds (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        code -> Text,
        name -> Text,
        article -> Text,
        legal_basis -> Text,
        fields -> Text,
        measures -> Text,
        days_to_file -> Integer,
        state -> Text,
        position -> Integer,
        version -> BigInt,
    }
}

diesel::table! {
    cases (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        number -> Text,
        formal_number -> Nullable<Text>,
        kind_id -> BigInt,
        party_id -> BigInt,
        title -> Text,
        facts -> Text,
        extra -> Text,
        product -> Text,
        is_main_product -> Bool,
        region_id -> Nullable<BigInt>,
        place -> Text,
        holder_id -> BigInt,
        state -> Text,
        came -> Text,
        found_on -> Date,
        registered_on -> Date,
        registered_at -> Timestamp,
        registered_by -> Text,
        file_due_on -> Date,
        filed_on -> Nullable<Date>,
        closed_on -> Nullable<Date>,
        outcome -> Nullable<Text>,
        reason -> Text,
        joined_into_id -> Nullable<BigInt>,
        severed_from_id -> Nullable<BigInt>,
        next_due_on -> Nullable<Date>,
        next_what -> Nullable<Text>,
        search_key -> Text,
        version -> BigInt,
        handed_back -> Integer,
    }
}

diesel::table! {
    case_grams (workspace_id, gram, case_id) {
        workspace_id -> BigInt,
        gram -> Text,
        case_id -> BigInt,
    }
}

diesel::table! {
    case_links (workspace_id, case_id, kind, subject_id) {
        workspace_id -> BigInt,
        case_id -> BigInt,
        kind -> Text,
        subject_id -> BigInt,
        label -> Text,
    }
}

diesel::table! {
    case_informers (workspace_id, case_id) {
        workspace_id -> BigInt,
        case_id -> BigInt,
        is_anonymous -> Bool,
        name -> Text,
        contact -> Text,
        note -> Text,
        reported_on -> Date,
        recorded_at -> Timestamp,
        recorded_by -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    case_informer_viewers (workspace_id, case_id, membership_id) {
        workspace_id -> BigInt,
        case_id -> BigInt,
        membership_id -> BigInt,
    }
}

diesel::table! {
    case_rewards (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        case_id -> BigInt,
        amount -> BigInt,
        basis -> Text,
        state -> Text,
        proposed_at -> Timestamp,
        proposed_by -> BigInt,
        proposed_by_name -> Text,
        decided_at -> Nullable<Timestamp>,
        decided_by -> Nullable<BigInt>,
        decided_by_name -> Text,
        reason -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    sampling_rounds (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        name -> Text,
        name_key -> Text,
        level -> Text,
        department_id -> BigInt,
        first_on -> Date,
        last_on -> Date,
        created_at -> Timestamp,
        version -> BigInt,
        imported_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    samplings (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        round_id -> BigInt,
        party_id -> BigInt,
        party_name -> Text,
        product -> Text,
        product_key -> Text,
        is_main -> Bool,
        batch -> Text,
        batch_key -> Text,
        sampled_on -> Date,
        result -> Text,
        failed_items -> Text,
        case_id -> Nullable<BigInt>,
        search_key -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    case_measures (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        case_id -> BigInt,
        kind -> Text,
        name -> Text,
        legal_basis -> Text,
        department_id -> BigInt,
        imposed_by -> Text,
        imposed_at -> Timestamp,
        in_force_on -> Date,
        due_rule -> Nullable<Text>,
        due_on -> Nullable<Date>,
        conditions -> Text,
        reply -> Text,
        replied_on -> Nullable<Date>,
        state -> Text,
        ended_on -> Nullable<Date>,
        reason -> Text,
        proposal_id -> Nullable<BigInt>,
        version -> BigInt,
        told_by -> Nullable<Text>,
    }
}

diesel::table! {
    case_inspections (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        measure_id -> BigInt,
        department_id -> BigInt,
        inspected_on -> Date,
        inspectors -> Text,
        passed -> Bool,
        figures -> Text,
        recorded_at -> Timestamp,
        recorded_by -> Text,
    }
}

diesel::table! {
    case_findings (workspace_id, case_id, kind) {
        workspace_id -> BigInt,
        case_id -> BigInt,
        kind -> Text,
        found_on -> Date,
        text -> Text,
        recorded_at -> Timestamp,
        recorded_by -> Text,
    }
}

diesel::table! {
    ladders (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        number -> Integer,
        in_force_on -> Nullable<Date>,
        note -> Text,
        made_at -> Timestamp,
        made_by -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    ladder_rules (workspace_id, ladder_id, position) {
        workspace_id -> BigInt,
        ladder_id -> BigInt,
        position -> Integer,
        kinds -> Text,
        condition -> Text,
        after -> Nullable<Text>,
        level -> Nullable<Text>,
        times -> Integer,
        months -> Integer,
        measures -> Text,
        days -> Integer,
        competent_id -> Nullable<BigInt>,
        article -> Text,
    }
}

diesel::table! {
    case_ladders (workspace_id, case_id) {
        workspace_id -> BigInt,
        case_id -> BigInt,
        ladder_id -> BigInt,
    }
}

diesel::table! {
    case_proposals (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        case_id -> BigInt,
        ladder_id -> BigInt,
        fact_key -> Text,
        rule -> Text,
        facts -> Text,
        department_id -> BigInt,
        proposed_at -> Timestamp,
        due_on -> Date,
        state -> Text,
        declines -> Integer,
        decided_at -> Nullable<Timestamp>,
        decided_by -> Text,
        reason -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    hand_overs (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        number -> Text,
        case_id -> BigInt,
        kind -> Text,
        from_id -> BigInt,
        to_id -> Nullable<BigInt>,
        outside_name -> Text,
        outside_email -> Text,
        reason -> Text,
        legal_basis -> Text,
        enclosures -> Text,
        asked -> Text,
        sent_at -> Timestamp,
        sent_by -> Text,
        receipt_due_on -> Date,
        state -> Text,
        answered_at -> Nullable<Timestamp>,
        answered_by -> Text,
        answer -> Text,
        should_go_to -> Text,
        result_due_on -> Nullable<Date>,
        result -> Text,
        reported_at -> Nullable<Timestamp>,
        reported_by -> Text,
        reminded_on -> Nullable<Date>,
        version -> BigInt,
        receipt_days -> Nullable<Integer>,
        result_days -> Nullable<Integer>,
    }
}

diesel::table! {
    campaigns (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        number -> Text,
        name -> Text,
        search_key -> Text,
        purpose -> Text,
        products -> Text,
        markets -> Text,
        first_on -> Date,
        last_on -> Date,
        rhythm -> Text,
        report_days -> Integer,
        state -> Text,
        reason -> Text,
        created_at -> Timestamp,
        created_by -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    campaign_leads (workspace_id, campaign_id, department_id) {
        workspace_id -> BigInt,
        campaign_id -> BigInt,
        department_id -> BigInt,
        position -> Integer,
    }
}

diesel::table! {
    campaign_regions (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        campaign_id -> BigInt,
        department_id -> BigInt,
        reminded_on -> Nullable<Date>,
    }
}

diesel::table! {
    campaign_targets (workspace_id, region_id, what) {
        workspace_id -> BigInt,
        region_id -> BigInt,
        what -> Text,
        goal -> BigInt,
    }
}

diesel::table! {
    campaign_reports (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        region_id -> BigInt,
        first_on -> Date,
        inspected -> BigInt,
        value -> BigInt,
        reopened -> BigInt,
        note -> Text,
        reported_at -> Timestamp,
        reported_by -> Text,
        by_office -> Bool,
        version -> BigInt,
    }
}

diesel::table! {
    matter_withheld (workspace_id, matter_id, attachment_id) {
        workspace_id -> BigInt,
        matter_id -> BigInt,
        attachment_id -> BigInt,
    }
}

diesel::table! {
    duty_barred (workspace_id, duty_id, membership_id) {
        workspace_id -> BigInt,
        duty_id -> BigInt,
        membership_id -> BigInt,
    }
}

diesel::table! {
    case_officers (workspace_id, case_id) {
        workspace_id -> BigInt,
        case_id -> BigInt,
        department_id -> BigInt,
    }
}

diesel::table! {
    incidents (workspace_id, id) {
        workspace_id -> BigInt,
        id -> BigInt,
        number -> Text,
        title -> Text,
        happened_on -> Date,
        region_id -> BigInt,
        place -> Text,
        product -> Text,
        party_id -> Nullable<BigInt>,
        case_id -> Nullable<BigInt>,
        deaths -> Integer,
        injured -> Integer,
        loss -> Nullable<BigInt>,
        most_deaths -> Integer,
        most_injured -> Integer,
        most_loss -> BigInt,
        text -> Text,
        source -> Text,
        department_id -> Nullable<BigInt>,
        recorded_at -> Timestamp,
        recorded_by -> Text,
        state -> Text,
        reason -> Text,
        search_key -> Text,
        version -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    installation,
    people,
    sessions,
    account_tokens,
    throttles,
    workspaces,
    memberships,
    membership_roles,
    departments,
    department_aliases,
    department_people,
    invitations,
    links,
    counters,
    timeline,
    outbox,
    steps,
    calendar_days,
    duties,
    duty_grams,
    duty_parties,
    duty_targets,
    reports,
    measures,
    duty_deadlines,
    extensions,
    reminders,
    policy_documents,
    clauses,
    proposals,
    digest_subscriptions,
    digests,
    blobs,
    attachments,
    instructions,
    meeting_series,
    meetings,
    participants,
    agenda_items,
    item_departments,
    item_links,
    opinions,
    decisions,
    decision_support,
    live_fields,
    minutes,
    minutes_sections,
    minutes_reviews,
    minutes_differences,
    matter_rules,
    matters,
    matter_people,
    matter_papers,
    matter_decisions,
    parties,
    party_names,
    party_people,
    party_grams,
    restrictions,
    restriction_people,
    restriction_liftings,
    party_checks,
    publications,
    publication_versions,
    case_kinds,
    cases,
    case_grams,
    case_links,
    case_informers,
    case_informer_viewers,
    case_rewards,
    sampling_rounds,
    samplings,
    case_measures,
    case_inspections,
    case_findings,
    ladders,
    ladder_rules,
    case_ladders,
    case_proposals,
    hand_overs,
    campaigns,
    campaign_leads,
    campaign_regions,
    campaign_targets,
    campaign_reports,
    case_officers,
    incidents,
    duty_barred,
    matter_withheld,
);
