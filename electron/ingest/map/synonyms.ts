import type { FileKind } from '../types.ts';

/**
 * Header keys (see headerKey) by kind and canonical column, best first. `{account}` stands for each word of ACCOUNT, `{contact}`
 * for each of CONTACT. A key also matches with the record's own prefix (ticket_status in tickets) and with a unit or currency behind it.
 */
export const ACCOUNT_WORDS = [
  'account',
  'customer',
  'client',
  'company',
  'organization',
  'organisation',
  'org',
  'tenant',
  'school',
  'kunde',
  'kunden',
  'firma',
  'cliente',
  'compte',
  'klant',
] as const;
export const CONTACT_WORDS = [
  'contact',
  'user',
  'person',
  'teacher',
  'member',
  'requester',
  'respondent',
  'visitor',
  'distinct',
  'kontakt',
] as const;

const ACCOUNT_ID =
  '{account}_id {account}_number {account}_no {account}_nr {account}_key {account}_ref {account}_uuid {account}_external_id {account}_code acct_id acc_id account kundennummer kundennr kunden_id debitorennummer id_cliente id_client codigo_cliente código_cliente codice_cliente numero_client numéro_client klantnummer';
const CONTACT_ID = '{contact}_id {contact}_key {contact}_uuid {contact}_number user contact';
const SUBSCRIPTION_ID =
  'subscription_id subscription sub_id subscription_number subscription_no subscription_key contract_id contract_number abo_id';
const PLAN =
  'plan plan_tier plan_type plan_name subscription_plan subscription_tier tier package edition product_plan licence_type license_type tarif';
const ARR =
  'arr annual_recurring_revenue arr_amount current_arr annual_contract_value acv contract_value annual_value yearly_revenue';
const MRR =
  'mrr monthly_recurring_revenue mrr_amount current_mrr monthly_revenue monthly_fee monthly_price monthly_charges monthly_amount';
const SEATS =
  'seats seat_count number_of_seats licences licenses license_count licence_count seats_purchased licensed_seats user_licenses quantity';
const CURRENCY = 'currency currency_code iso_currency currency_iso_code waehrung währung devise moneda valuta moeda';
const CSM =
  'csm csm_name customer_success_manager success_manager owner account_owner account_manager csm_owner owner_name {account}_owner assigned_csm';
const UPDATED =
  'source_updated_at updated_at updated_on updated last_updated last_updated_at last_update_time last_updated_time last_modified last_modified_at last_modified_date last_modified_time modified_at modified_date modified date_modified system_modstamp hs_lastmodifieddate lastmodifieddate update_date change_date geändert_am geaendert_am';
const DATE_WORDS = 'datum fecha data';
const COMMENT = 'comment comments feedback verbatim feedback_text response_text open_text kommentar commentaire';

export type KindSynonyms = { readonly prefix: readonly string[]; readonly columns: ReadonlyMap<string, string> };

const table = (prefix: string, columns: Record<string, string>): KindSynonyms => ({
  prefix: prefix.split(' '),
  columns: new Map(Object.entries(columns)),
});

export const SYNONYMS: ReadonlyMap<FileKind, KindSynonyms> = new Map<FileKind, KindSynonyms>([
  [
    'accounts',
    table('account customer client company organization organisation org school subscription contract', {
      account_id: `${ACCOUNT_ID} id record_id gsid`,
      name: '{account}_name name {account} company_legal_name firmenname kundenname nom nombre nome naam ragione_sociale razon_social razón_social raison_sociale',
      segment:
        'segment customer_segment market_segment account_segment tier_segment customer_tier account_tier client_tier',
      industry: 'industry sector vertical branche industria secteur settore setor',
      region: 'region sales_region territory geo state district',
      country: 'country country_code country_region billing_country location land pays pais país paese',
      plan: PLAN,
      csm: CSM,
      csm_manager: 'csm_manager csm_lead cs_manager manager csm_team_lead',
      arr: ARR,
      mrr: MRR,
      currency: CURRENCY,
      seats: SEATS,
      start_date:
        'start_date signup_date sign_up_date signed_up_at customer_since contract_start contract_start_date subscription_start subscription_start_date original_contract_date onboarded_at activation_date became_customer_on vertragsbeginn kunde_seit fecha_inicio date_debut date_début data_inizio startdatum',
      go_live_date: 'go_live_date go_live golive_date golive live_date launch_date',
      renewal_date:
        'renewal_date next_renewal_date next_renewal renewal renews_on contract_end contract_end_date contract_renewal_date subscription_end subscription_end_date term_end end_of_term expiry_date expiration_date vertragsende fecha_fin date_fin data_fine einddatum fecha_renovacion fecha_renovación',
      channel: 'channel acquisition_channel referral_source lead_source source account_source signup_source utm_source',
      use_case: 'use_case usecase primary_use_case',
      size: 'size company_size account_size size_band employee_band',
      status: 'status account_status customer_status lifecycle_stage',
      parent_account_id: 'parent_account_id parent_id parent_account parent_company_id parent_customer_id',
      features_available: 'features_available available_features feature_count features_total features_licensed',
      notes: 'notes note description remarks bemerkungen',
      source_updated_at: UPDATED,
    }),
  ],
  [
    'contacts',
    table('contact user person', {
      contact_id: `${CONTACT_ID} id record_id vid`,
      account_id: `${ACCOUNT_ID} associated_company_id`,
      name: 'name {contact}_name full_name display_name contact',
      email: 'email e_mail email_address mail work_email',
      role: 'role job_title title position job_role {contact}_role',
      department: 'department dept team abteilung',
      is_sponsor: 'is_sponsor sponsor executive_sponsor is_executive_sponsor',
      is_champion: 'is_champion champion',
      is_admin: 'is_admin admin administrator is_administrator',
      created_at: 'created_at created create_date created_date signup_date sign_up_date date_created added_at',
      last_login_at: 'last_login_at last_login last_seen last_seen_at last_active last_active_at last_activity_date',
      left_at: 'left_at left departed_at departure_date end_date deactivated_at inactive_since',
      source_updated_at: UPDATED,
    }),
  ],
  [
    'usage',
    table('usage', {
      account_id: ACCOUNT_ID,
      date: 'date day usage_date activity_date event_date period week week_start month ds as_of_date timestamp datum fecha data',
      metric: 'metric metric_name measure kpi indicator usage_metric metric_key',
      value: 'value metric_value count amount quantity total usage usage_value wert valor valeur valore waarde',
      contact_id: CONTACT_ID,
    }),
  ],
  [
    'usage_wide',
    table('usage total daily weekly num number_of', {
      account_id: ACCOUNT_ID,
      date: 'date day usage_date activity_date event_date period week week_start month ds as_of_date timestamp datum fecha data',
      contact_id: CONTACT_ID,
      logins: 'logins login_count number_of_logins sign_ins log_ins',
      active_users: 'active_users dau wau mau users_active unique_users',
      sessions: 'sessions session_count visits number_of_sessions',
      session_minutes:
        'session_minutes minutes time_in_app session_duration session_time usage_minutes time_spent session_length',
      features_used: 'features_used feature_count distinct_features features unique_features',
      key_actions_started: 'key_actions_started actions_started workflows_started',
      key_actions_completed: 'key_actions_completed actions_completed workflows_completed',
      api_calls: 'api_calls api_requests api_call_count api_usage',
      data_volume: 'data_volume storage storage_gb data_gb storage_used',
    }),
  ],
  [
    'events',
    table('event usage', {
      event_id: 'event_id usage_id insert_id uuid message_id id',
      account_id: `${ACCOUNT_ID} group_id`,
      contact_id: CONTACT_ID,
      timestamp:
        'timestamp event_timestamp event_time occurred_at time event_at created_at usage_date event_date sent_at received_at date week_start ts datetime',
      event: 'event event_name event_type action activity activity_type',
      feature: 'feature feature_name feature_used feature_key feature_id module',
      count: 'count event_count usage_count times quantity occurrences hits',
      duration_seconds:
        'duration_seconds duration usage_duration session_duration time_spent session_length session_time',
    }),
  ],
  [
    'tickets',
    table('ticket case issue request interaction conversation', {
      ticket_id:
        'ticket_id case_id case_number issue_id issue_key request_id interaction_id conversation_id support_id incident_id ticket_number ticket id',
      account_id: ACCOUNT_ID,
      opened_at:
        'opened_at opened created_at created create_at submitted_at open_date opened_date created_date date_time_opened created_time creation_date reported_at interaction_date submitted_date date_opened erstellt erstellt_am créé_le fecha_creacion fecha_creación aangemaakt_op date datum fecha',
      closed_at:
        'closed_at closed resolved_at solved_at closed_date resolved_date resolved_time resolution_date close_date date_time_closed closed_time date_closed geschlossen_am gelöst_am fermé_le fecha_cierre gesloten_op',
      severity:
        'severity priority urgency priority_level sev priorität prioritaet priorité prioridad priorità prioriteit prioridade',
      type: 'type ticket_type category issue_type case_type topic case_reason',
      status: 'status state ticket_status case_status',
      csat: 'csat csat_score satisfaction_score satisfaction satisfaction_rating customer_satisfaction rating survey_score',
      escalated: 'escalated escalation_flag is_escalated escalation was_escalated',
      reopened: 'reopened is_reopened reopens reopen_count was_reopened',
      sentiment: 'sentiment sentiment_score sentiment_value',
      first_response_minutes:
        'first_response_minutes first_response_time first_response first_reply_time response_time time_to_first_response frt',
      subject: 'subject title summary topic_line betreff issue_description',
      contact_id: CONTACT_ID,
      source_updated_at: UPDATED,
    }),
  ],
  [
    'surveys',
    table('survey response nps csat ces feedback', {
      account_id: ACCOUNT_ID,
      kind: 'kind survey_kind survey_type survey type survey_name',
      sent_at: 'sent_at sent sent_date invited_at survey_sent_at send_date',
      responded_at:
        'responded_at response_date answered_at submitted_at completed_at responded response_time survey_date date created_at end_date recorded_date datum fecha data',
      rating: 'rating score nps_score csat_score ces_score answer nps csat ces satisfaction_score response_value',
      scale: 'scale rating_scale scale_max',
      comment: COMMENT,
      response_id: 'response_id survey_response_id respondent_id id',
      contact_id: CONTACT_ID,
      source_updated_at: UPDATED,
    }),
  ],
  [
    'touchpoints',
    table('touchpoint activity meeting engagement interaction', {
      account_id: ACCOUNT_ID,
      date: 'date touchpoint_date activity_date meeting_date interaction_date occurred_at start_date date_sent start_time timestamp created_at datum fecha data',
      type: 'type touchpoint_type activity_type meeting_type interaction_type engagement_type channel',
      attended: 'attended attendance showed_up did_attend',
      responded: 'responded replied has_reply answered',
      opened: 'opened is_opened email_opened',
      contact_id: CONTACT_ID,
      csm: CSM,
      notes: 'notes note meeting_notes description summary comments body email_body subject',
      source_updated_at: UPDATED,
    }),
  ],
  [
    'invoices',
    table('invoice bill payment', {
      invoice_id:
        'invoice_id invoice_number invoice_no invoice bill_id payment_id rechnungsnummer factura numero_factura numéro_facture facture fattura factuurnummer number id',
      account_id: ACCOUNT_ID,
      issued_at:
        'issued_at invoice_date issue_date issued date created_at created billed_at rechnungsdatum date_issued fecha_factura date_facture data_fattura factuurdatum',
      due_at:
        'due_at due_date due payment_due_date faelligkeit faelligkeitsdatum fälligkeitsdatum fälligkeit fecha_vencimiento date_echeance date_échéance data_scadenza vervaldatum',
      paid_at: 'paid_at paid_date payment_date paid_on date_paid',
      amount:
        'amount total total_amount amount_due invoice_amount amount_total gross_amount net_amount betrag montant importe importo bedrag valor',
      currency: CURRENCY,
      status: 'status invoice_status payment_status state',
      source_updated_at: UPDATED,
    }),
  ],
  [
    'contracts',
    table('contract change subscription', {
      account_id: ACCOUNT_ID,
      effective_date: 'effective_date effective_at effective_from change_date effective date event_date',
      change: 'change change_type event event_type movement movement_type action type',
      arr: `${ARR} new_arr`,
      mrr: `${MRR} new_mrr`,
      seats: SEATS,
      plan: PLAN,
      term_end: 'term_end term_end_date contract_end contract_end_date renewal_date end_date',
      currency: CURRENCY,
      subscription_id: SUBSCRIPTION_ID,
      source_updated_at: UPDATED,
    }),
  ],
  [
    'outcomes',
    table('outcome churn renewal', {
      account_id: ACCOUNT_ID,
      date: 'date outcome_date churn_date churned_at churned_date cancel_date cancellation_date cancelled_at canceled_at renewal_date effective_date closed_date close_date due_date decision_date',
      outcome: 'outcome result renewal_outcome renewal_status outcome_type event_type',
      reason: 'reason churn_reason reason_code cancellation_reason cancel_reason loss_reason reason_text',
      arr_before: 'arr_before previous_arr old_arr prior_arr',
      arr_after: 'arr_after new_arr',
      source_updated_at: UPDATED,
    }),
  ],
  [
    'subscriptions',
    table('subscription contract', {
      account_id: ACCOUNT_ID,
      subscription_id: `${SUBSCRIPTION_ID} id`,
      start_date:
        'start_date start started_at subscription_start subscription_start_date contract_start contract_start_date current_term_start activated_at begin_date',
      end_date:
        'end_date end ended_at subscription_end subscription_end_date contract_end contract_end_date cancelled_at canceled_at expires_at termination_date',
      arr: ARR,
      mrr: MRR,
      seats: SEATS,
      plan: `${PLAN} product`,
      currency: CURRENCY,
      status: 'status subscription_status contract_status state',
      is_trial: 'is_trial trial trialing on_trial in_trial',
      upgrade_flag: 'upgrade_flag upgraded is_upgrade upgrade',
      downgrade_flag: 'downgrade_flag downgraded is_downgrade downgrade',
      churn_flag: 'churn_flag churned is_churned churn',
      source_updated_at: UPDATED,
    }),
  ],
  [
    'milestones',
    table('milestone objective task step', {
      account_id: ACCOUNT_ID,
      name: 'name milestone_name milestone title objective objective_name task_name step_name',
      due_date: 'due_date due due_on target_date planned_date deadline due_at',
      completed_at:
        'completed_at completed completed_on completion_date date_completed finished_at achieved_at done_at closed_date',
      kind: 'kind milestone_type type milestone_kind category',
      roi_status: 'roi_status roi value_status value_realized outcome_status',
      source_updated_at: UPDATED,
    }),
  ],
  [
    'notes',
    table('note comment feedback', {
      account_id: ACCOUNT_ID,
      date: `date note_date noted_at written_at created_at created created_date submitted_date submitted_at posted_at timestamp time ${DATE_WORDS}`,
      author:
        'author author_name created_by written_by submitter_name user_name owner csm name_of_author verfasser auteur autor',
      text: 'text note note_text note_body body content message comment comments feedback feedback_text raw_text notiz bemerkung texte texto',
      source_updated_at: UPDATED,
    }),
  ],
]);
