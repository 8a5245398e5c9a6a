package io.faultlore.engine.task.agent.evidence;

import java.util.regex.Pattern;

/** Words that tell. They are the field's own, not those of one system. */
final class Patterns {
  static final Pattern FAILURE =
      any(
          "\\b[A-Za-z_.]{0,60}Error\\b\\s*:",
          "^\\s*Error\\b",
          "\\bTraceback \\(most recent",
          "\\bexit ?code:? *[1-9-]",
          "\\bCode execution failed",
          "\\bexecution failed\\b",
          "\\bException\\b\\s*:",
          "\\bunknown language\\b",
          "\\bTimeout(?:Error)?\\b *$",
          "\\btime(?:d ?| ?)out after\\b",
          "\\btimed out\\b",
          "\\bcommand not found\\b",
          "\\bpermission denied\\b");

  /** What the last line of a failed call says. */
  static final Pattern REASON =
      any(
          "\\bexecution failed\\b",
          "\\bTimeout\\b *$",
          "\\btimed out\\b",
          "\\bcommand not found\\b",
          "\\bpermission denied\\b");

  static final Pattern SUCCESS_EXIT = any("\\bexit ?code:? *0\\b");
  static final Pattern UNKNOWN_LANGUAGE = any("unknown language");
  static final Pattern GUARD =
      any(
          "\\bcontent[_ ]filter",
          "\\bcaptcha\\b",
          "\\b(?:verify|confirm) (?:that )?you(?:'re| are) (?:a )?human",
          "\\bHTTP(?:/\\d(?:\\.\\d)?)? ?4\\d\\d\\b",
          "\\b(?:401|403|404|429)\\b.{0,20}(?:error|forbidden|unauthori[sz]ed|not found|too many)",
          "\\b(?:access|request) (?:is |was )?(?:denied|blocked|forbidden)",
          "\\brate limit",
          "\\btoo many requests\\b",
          "\\bresponsible ?ai",
          "\\bcloudflare\\b");

  /** A limit that was reached; one that is only set, in a prompt or in code, stops nobody. */
  static final Pattern ROUND_LIMIT =
      any(
          "\\bmax(?:imum)?[_ ](?:number of )?(?:rounds?|turns?|steps?|iterations?|time)\\b.{0,20}"
              + "\\b(?:reached|exceeded|hit)\\b",
          "\\b(?:reached|exceeded|breached|hit) (?:the )?max(?:imum)?\\b",
          "\\b(?:step|round|turn|iteration|recursion) limit\\b.{0,20}\\b(?:reached|exceeded|hit)\\b",
          "\\b(?:reached|exceeded|hit|due to) (?:the )?(?:step|round|turn|iteration|recursion) limit\\b");

  static final Pattern NOT_FOUND =
      any(
          "\\bnot found\\b",
          "\\bfound 0\\b",
          "\\bno (?:results?|match(?:es)?|such)\\b",
          "\\b(?:could not|couldn't|cannot|unable to) (?:find|locate|access|open)",
          "\\bdoes not exist\\b");
  static final Pattern EMPTY_HEADING =
      Pattern.compile("(?m)^[^\\n:]{2,60}: *\\n(?=\\s*(?:\\n|[^\\n:]{2,60}: *$|$))");
  static final Pattern ERROR_WORDS =
      any(
          "\\berrors?\\b",
          "\\bfail(?:s|ed|ure|ures)?\\b",
          "\\bexceptions?\\b",
          "\\bincorrect\\b",
          "\\bwrong\\b",
          "\\binvalid\\b");
  static final Pattern HEDGES =
      any(
          "\\bseems?\\b",
          "\\bassum(?:e|es|ed|ing|ption|ptions)\\b",
          "\\bmight\\b",
          "\\bperhaps\\b",
          "\\blikely\\b",
          "\\bprobably\\b",
          "\\bappears?\\b");
  static final Pattern SUCCESS =
      any(
          "\\bcompleted?\\b",
          "\\bverified\\b",
          "\\bsuccess(?:ful|fully)?\\b",
          "\\bconfirmed?\\b",
          "\\bcorrect\\b",
          "\\bdone\\b");
  static final Pattern APOLOGY =
      any(
          "\\bapologi[sz]e",
          "\\bsorry\\b",
          "\\bunfortunately\\b",
          "\\b(?:try|trying) again\\b",
          "\\bretry",
          "\\banother (?:approach|way|method)\\b",
          "\\balternative(?:ly)?\\b");
  static final Pattern CONSENT =
      any(
          "^\\W*(?:yes|yeah|sure|ok(?:ay)?)\\b",
          "\\bproceed\\b",
          "\\bgo ahead\\b",
          "\\bplease do\\b",
          "\\bi confirm\\b",
          "\\bsounds good\\b");
  static final Pattern PLACEHOLDER =
      any(
          "\\bsimulat",
          "\\bmock",
          "\\bhypothetical",
          "\\bexample\\.(?:com|org)\\b",
          "\\bplaceholder\\b",
          "\\bdummy\\b",
          "\\bsample (?:data|text)\\b",
          "\\byour[_ ](?:api[_ ]?key|path)",
          "\\bfor (?:the sake of|demonstration)");
  static final Pattern QUESTION = Pattern.compile("\\?");
  static final Pattern FINAL_ANSWER =
      any("\\bfinal[_ ]answer\\b", "^\\s*TERMINATE\\b", "\\bTERMINATE\\s*$");
  static final Pattern CODE_BLOCK = Pattern.compile("```");
  static final Pattern PRINT = Pattern.compile("\\b(?:print|console\\.log|println)\\s*\\(");
  static final Pattern RANGE =
      Pattern.compile("\\[\\s*\\d*\\s*:\\s*(\\d+)\\s*\\]|\\brange\\((?:\\d+ *, *)?(\\d+)");
  static final Pattern PAGE =
      Pattern.compile("\\bhttps?://([\\w.-]+)[^\\s)\\]\"']*|\\[([^\\]\\n]{8,120})\\]\\(http");
  static final Pattern TRANSFER = Pattern.compile("(?i)transfer|hand_?-?off|delegate");
  static final Pattern READ_CALL =
      Pattern.compile(
          "(?i)^(?:get|find|list|search|calculate|read|lookup|look_up|fetch|query|view|show|think|retrieve|check)");
  static final Pattern OBSERVATION_MARK =
      any(
          "\\bObservation:",
          "\\bExecution logs:",
          "\\bexit ?code:",
          "\\btool (?:result|output)\\b");
  static final Pattern NO_PROGRESS =
      Pattern.compile(
          "(?is)progress[\\w ]*\"\\s*:\\s*(?:\\{[^{}]*?\"answer\"\\s*:\\s*)?\"?(true|false|yes|no)\\b");
  static final Pattern IN_LOOP =
      Pattern.compile(
          "(?is)in_?(?:a_?)?loop\"\\s*:\\s*(?:\\{[^{}]*?\"answer\"\\s*:\\s*)?\"?(true|false|yes|no)\\b");
  static final Pattern VERIFIER = Pattern.compile("(?i)verif|valid|review|critic|check|test");

  private Patterns() {}

  private static Pattern any(String... alternatives) {
    return Pattern.compile(
        String.join("|", alternatives), Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
  }
}
