using ConvoStudio.Engine.Compliance.Sentences;

namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>All a rule needs to know of a move. Moves it cannot tell apart have equal views and are judged once.</summary>
internal readonly record struct MoveView(int Product = 0, int Matches = 0, int Flags = 0, double Number = 0);

/// <summary>The situation in numbers.</summary>
internal readonly record struct SituationShape(long NowTicks, int Channel, int Jurisdiction, int Segment, LocalTime? Local, bool? Holiday, IReadOnlySet<RuleApproval>? Approvals);

/// <summary>The customer's clock.</summary>
internal readonly record struct LocalTime(int MinuteOfDay, DayOfWeek Day);

/// <summary>One rule following a trace. It holds no state itself: its words lie in the <see cref="RuleState"/>, and an event in order costs the same however long the trace.</summary>
internal abstract class RuleMonitor
{
    private readonly bool[]? _products;
    private readonly bool[]? _channels;
    private readonly bool[]? _jurisdictions;
    private readonly bool[]? _segments;
    private readonly long _from;
    private readonly long _until;

    protected RuleMonitor(SentenceRule rule, StateLayout layout)
    {
        Rule = rule;
        Names = layout.Names;
        _products = RuleNames.Table(rule.Scope.Products, Names.ProductCount, Names.Product);
        _channels = RuleNames.Table(rule.Scope.Channels, Names.ChannelCount, Names.Channel);
        _jurisdictions = RuleNames.Table(rule.Scope.Jurisdictions, Names.Vocabulary.Jurisdictions.Count, Names.Jurisdiction);
        _segments = RuleNames.Table(rule.Scope.Segments, Names.Vocabulary.Segments.Count, Names.Segment);
        _from = rule.From?.ToDateTime(TimeOnly.MinValue).Ticks ?? long.MinValue;
        _until = rule.Until?.ToDateTime(TimeOnly.MinValue).Ticks ?? long.MaxValue;
    }

    public SentenceRule Rule { get; }

    /// <summary>It reads clock, consent or the customer's earlier conversations, which no proof over one conversation knows.</summary>
    public virtual bool NeedsRunTime => false;

    protected RuleNames Names { get; }

    /// <summary>Does the rule hold here and now? An unknown place is inside every scope.</summary>
    public bool InForce(in SituationShape now) =>
        now.NowTicks >= _from && now.NowTicks < _until
        && (_channels is null || now.Channel < 0 || _channels[now.Channel])
        && (_jurisdictions is null || now.Jurisdiction < 0 || _jurisdictions[now.Jurisdiction])
        && (_segments is null || now.Segment < 0 || _segments[now.Segment]);

    /// <summary>What the rule needs of the move; null when it has nothing to say about it, whatever the state.</summary>
    public MoveView? View(MoveShape move) => move.Stops ? null : See(move);

    /// <summary>Words before the first event.</summary>
    public virtual void Reset(RuleState state)
    {
    }

    /// <summary>Follows an event in order.</summary>
    public virtual void Step(RuleState state, EventShape e)
    {
    }

    /// <summary>Would the move break the rule now? Never allocates.</summary>
    public abstract RuleAnswer Judge(RuleState state, in SituationShape now, in MoveView view);

    /// <summary>Makes states equal that no later event or move can tell apart. The caller sets <see cref="RuleState.Turns"/> to 0 afterwards.</summary>
    /// <param name="state">The state.</param>
    /// <param name="kept">What the caller sets <see cref="RuleState.AgentTurns"/> to afterwards.</param>
    public virtual void Normalize(RuleState state, int kept)
    {
    }

    /// <summary>Could any of these moves ever matter to the rule?</summary>
    public virtual bool SpeaksOf(IEnumerable<MoveShape> moves) => moves.Any(m => View(m) is not null);

    /// <summary>Agent turns beyond which it does not count on; 0 when it does not look at their number.</summary>
    public virtual int AgentTurnsThatMatter => 0;

    /// <summary>More than its sentence about why the move breaks it, or null.</summary>
    public virtual string? Detail(RuleState state, in MoveView view) => null;

    protected abstract MoveView? See(MoveShape move);

    protected bool Covers(int product) => _products is null || _products[product];

    protected static RuleAnswer Of(bool broken) => broken ? RuleAnswer.Broken : RuleAnswer.Kept;

    protected static RuleAnswer Of(ConditionResult broken) => (RuleAnswer)broken;
}
