// Things to say that stop nothing: codes, put into words by the dictionary (frame.notices).
export type NoticeCode =
  | 'link_unreadable' | 'link_unknown_scenario' | 'link_gone' | 'link_unknown_arm' | 'link_unknown_part' | 'link_bad_value'
  | 'link_too_many_options' | 'other_version' | 'uploaded_no_link' | 'uploaded_again';

export interface Notice { code: NoticeCode; what: string }
