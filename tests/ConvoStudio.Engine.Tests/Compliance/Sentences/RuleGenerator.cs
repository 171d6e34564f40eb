using ConvoStudio.Engine.Compliance;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Conditions;
using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Tests.Compliance.Sentences;

/// <summary>Random rules that pass the checks of a vocabulary.</summary>
internal sealed class RuleGenerator(Random random, RuleVocabulary vocabulary)
{
    private static readonly TimeSpan[] Times = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(90), TimeSpan.FromMinutes(2), TimeSpan.FromHours(1), TimeSpan.FromHours(36), TimeSpan.FromDays(1)];

    /// <summary>All kinds of body, so that a test can ask for each.</summary>
    public const int Kinds = 15;

    public SentenceRule Rule(string key, int? kind = null)
    {
        var body = Body(kind ?? random.Next(Kinds));
        return new(key, 1 + random.Next(9), body)
        {
            Scope = new(Few(vocabulary.Products, 4), Few(vocabulary.Channels, 5), Few(vocabulary.Jurisdictions, 5), Few(vocabulary.Segments, 5)),
            From = random.Next(6) == 0 ? new DateOnly(2026, 1, 1 + random.Next(9)) : null,
            Until = random.Next(6) == 0 ? new DateOnly(2026, 1, 11 + random.Next(9)) : null,
            Citation = random.Next(4) == 0 ? "§ 5 \"Act\\Law\", (1.)" : null,
            Effect = random.Next(3) == 0 ? Effect() : default,
            OnUnknown = body is EligibilityRule || random.Next(2) == 0 ? UnknownAnswer.Block : (UnknownAnswer)random.Next(4),
        };
    }

    public Condition When(int depth)
    {
        if (depth > 0 && random.Next(2) == 0)
            return random.Next(3) switch
            {
                0 => new AllOf(Parts(depth)),
                1 => new AnyOf(Parts(depth)),
                _ => new NotOf(When(depth - 1)),
            };
        return random.Next(6) switch
        {
            0 or 1 => FactTest(),
            2 => new FactKnown(One(vocabulary.Facts).Key),
            3 => new OnceSaid(By(), One(vocabulary.Acts)),
            4 => new NotYetSaid(By(), One(vocabulary.Acts)),
            _ => new SaidCount(By(), One(vocabulary.Acts), (FactComparison)random.Next(4), random.Next(4), Window()),
        };
    }

    private RuleBody Body(int kind) => kind switch
    {
        0 => new ForbidRule(Actions(), random.Next(4) == 0 ? null : When(2)),
        1 => new RequireBeforeRule(Actions(), Some(vocabulary.Acts), By(), random.Next(2) == 0, random.Next(2) == 0 ? One(vocabulary.Numbers) : null),
        2 => new SayWithRule(Some(vocabulary.Acts), Some(vocabulary.Acts)),
        3 => new RequireAfterRule(Some(vocabulary.Acts), By(), Some(vocabulary.Acts), random.Next(3) == 0 ? null : 1 + random.Next(3)),
        4 => new AtStartRule(1 + random.Next(4), Some(vocabulary.Acts)),
        5 => new CapRule(random.Next(4), Actions(), (CapUnit)random.Next(4), random.Next(2) == 0 ? null : Time()),
        6 => new StopAfterNoRule(1 + random.Next(2), Some(vocabulary.Acts), Actions(), random.Next(2) == 0 ? null : Time(), Few(vocabulary.Acts, 2)),
        7 => new QuietHoursRule(Actions(), new(random.Next(12), random.Next(60)), new(12 + random.Next(12), 5), random.Next(2) == 0, random.Next(2) == 0) is var hours && random.Next(2) == 0
            ? hours : new QuietHoursRule(Actions(), new(20, 30), new(random.Next(12), 0), false, random.Next(2) == 0),
        8 => new ConsentGateRule(Actions(), One(vocabulary.Purposes), random.Next(2) == 0 ? null : One(vocabulary.Channels), random.Next(2) == 0 ? null : Time()),
        9 => new WaitingTimeRule(Time(), Some(vocabulary.Acts), Actions()),
        10 => new CeilingRule(Actions(), One(vocabulary.Numbers), (random.Next(80) / 8.0) - 2, One(vocabulary.Roles)),
        11 => new EligibilityRule(Some(vocabulary.Products), Actions(), When(2)),
        12 => new HandOverRule(When(2), Actions()),
        13 => new DoNotUseRule(One(vocabulary.Facts).Key),
        _ => new ParityRule(Some(vocabulary.Acts), One(vocabulary.Facts).Key, 1.0 / (1 + random.Next(20)), 0.95, 1 + random.Next(500)),
    };

    private FactIs FactTest()
    {
        var fact = One(vocabulary.Facts);
        return fact.Type switch
        {
            FactType.Number => new(fact.Key, (FactComparison)random.Next(4), FactValue.Of((random.Next(9) - 3) / 3.0 * (random.Next(5) == 0 ? 1e-9 : 1))),
            FactType.Category => new(fact.Key, (FactComparison)random.Next(2), FactValue.Of(One([.. fact.Words]))),
            _ => new(fact.Key, (FactComparison)random.Next(2), FactValue.Of(random.Next(2) == 0)),
        };
    }

    private CountWindow Window() => random.Next(3) switch { 0 => default, 1 => new(1 + random.Next(4), null), _ => new(null, Time()) };

    private ValueList<Condition> Parts(int depth) => ValueList.Of<Condition>(Enumerable.Range(0, 2 + random.Next(2)).Select(_ => When(depth - 1)).ToArray());

    private ActionPattern Actions() => random.Next(4) == 0
        ? new([], Few(vocabulary.Stages, 2), Few(vocabulary.Tags, 2))
        : new(Some(vocabulary.Acts), Few(vocabulary.Stages, 5), Few(vocabulary.Tags, 5));

    private BreachEffect Effect() => (BreachEffectKind)random.Next(5) is var kind && kind == BreachEffectKind.NeedsApproval ? new(kind, One(vocabulary.Roles)) : new(kind);

    private TimeSpan Time() => Times[random.Next(Times.Length)];

    private Speaker By() => (Speaker)random.Next(2);

    private T One<T>(ValueList<T> list) => list[random.Next(list.Count)];

    private ValueList<string> Some(ValueList<string> list) => ValueList.Of<string>(list.OrderBy(_ => random.Next()).Take(1 + random.Next(2)).ToArray());

    private ValueList<string> Few(ValueList<string> list, int oneIn) => random.Next(oneIn) == 0 && list.Count > 0 ? Some(list) : [];
}
