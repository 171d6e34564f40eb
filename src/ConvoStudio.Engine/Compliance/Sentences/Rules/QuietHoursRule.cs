using ConvoStudio.Engine.Compliance.Sentences.Grammar;

namespace ConvoStudio.Engine.Compliance.Sentences.Rules;

/// <summary>A only between T1 (inclusive) and T2 (exclusive) by the customer's clock; T1 after T2 spans midnight. An unknown zone is not allowed.</summary>
/// <param name="Actions">What is meant.</param>
/// <param name="From">T1, whole minutes.</param>
/// <param name="To">T2, whole minutes.</param>
/// <param name="WeekdaysOnly">Not on Saturday and Sunday.</param>
/// <param name="NotOnHolidays">Not on a day of the holiday calendar.</param>
public sealed record QuietHoursRule(ActionPattern Actions, TimeOnly From, TimeOnly To, bool WeekdaysOnly, bool NotOnHolidays) : RuleBody
{
    internal static readonly RuleForm Sentence = new RuleForm<QuietHoursRule>(
        "quiet-hours", v => new(v.Get<ActionPattern>("actions"), v.Get<TimeOnly>("from"), v.Get<TimeOnly>("to"), v.Get<bool>("weekdaysOnly"), v.Get<bool>("notOnHolidays")),
        new Say<QuietHoursRule>("say"),
        new Fill<QuietHoursRule, ActionPattern>("actions", SlotKinds.Actions, r => r.Actions),
        new Say<QuietHoursRule>("only between"),
        new Fill<QuietHoursRule, TimeOnly>("from", SlotKinds.Time, r => r.From),
        new Say<QuietHoursRule>("and"),
        new Fill<QuietHoursRule, TimeOnly>("to", SlotKinds.Time, r => r.To),
        new Say<QuietHoursRule>("in the customer's local time"),
        new Flagged<QuietHoursRule>("on weekdays", "weekdaysOnly", r => r.WeekdaysOnly),
        new Flagged<QuietHoursRule>("except on holidays", "notOnHolidays", r => r.NotOnHolidays));

    /// <inheritdoc/>
    public override string Form => Sentence.Name;

    internal override void Check(RuleCheck check)
    {
        check.Pattern("actions", Actions);
        if (From == To)
            check.Refuse("to", "Must differ from the beginning.");
    }
}
