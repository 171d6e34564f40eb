namespace ConvoStudio.Web.Components.Common;

/// <summary>A state with its color, icon and word (a key of the resources), the same on every page.</summary>
public sealed record BadgeState(Meaning Meaning, string Icon, string WordKey, bool Pulse = false)
{
    public static readonly BadgeState Live = new(Meaning.Plain, Common.Icon.Live, "StateLive");
    public static readonly BadgeState Simulated = new(Meaning.Simulated, Common.Icon.Simulated, "StateSimulated");
    public static readonly BadgeState Imported = new(Meaning.Plain, Common.Icon.Imported, "StateImported");
    public static readonly BadgeState Proved = new(Meaning.Good, Common.Icon.ShieldOk, "StateProved");
    public static readonly BadgeState Breached = new(Meaning.Bad, Common.Icon.ShieldBad, "StateBreached");
    public static readonly BadgeState Guarded = new(Meaning.Info, Common.Icon.ShieldRun, "StateGuarded");
    public static readonly BadgeState Ship = new(Meaning.Good, Common.Icon.CheckCircle, "StateShip");
    public static readonly BadgeState KeepGoing = new(Meaning.Info, Common.Icon.KeepGoing, "StateKeepGoing");
    public static readonly BadgeState Harm = new(Meaning.Bad, Common.Icon.Harm, "StateHarm");
    public static readonly BadgeState NotEnoughEvidence = new(Meaning.Mute, Common.Icon.Unknown, "StateNotEnoughEvidence");
    public static readonly BadgeState Stopped = new(Meaning.Warn, Common.Icon.Stop, "StateStopped");
    public static readonly BadgeState Fine = new(Meaning.Good, Common.Icon.Check, "StateFine");
    public static readonly BadgeState Close = new(Meaning.Warn, Common.Icon.Warn, "StateClose");
    public static readonly BadgeState Draft = new(Meaning.Mute, Common.Icon.Edit, "StateDraft");
    public static readonly BadgeState Running = new(Meaning.Good, "", "StateRunning", Pulse: true);
    public static readonly BadgeState Paused = new(Meaning.Warn, Common.Icon.Pause, "StatePaused");
    public static readonly BadgeState Concluded = new(Meaning.Mute, Common.Icon.Check, "StateConcluded");
    public static readonly BadgeState Failed = new(Meaning.Bad, Common.Icon.Harm, "StateFailed");
    public static readonly BadgeState Canceled = new(Meaning.Mute, Common.Icon.X, "StateCanceled");
    public static readonly BadgeState Done = new(Meaning.Good, Common.Icon.CheckCircle, "StateDone");
    public static readonly BadgeState Candidate = new(Meaning.Mute, Common.Icon.Circle, "StateCandidate");
    public static readonly BadgeState Champion = new(Meaning.Good, Common.Icon.CheckCircle, "StateChampion");
    public static readonly BadgeState Shadow = new(Meaning.Mute, Common.Icon.ShieldRun, "StateShadow");
    public static readonly BadgeState Canary = new(Meaning.Info, Common.Icon.Promotion, "StateCanary");
    public static readonly BadgeState Retired = new(Meaning.Mute, Common.Icon.Minus, "StateRetired");
    public static readonly BadgeState Protected = new(Meaning.Warn, Common.Icon.Lock, "StateProtected");
    public static readonly BadgeState Blocked = new(Meaning.Bad, Common.Icon.Block, "StateBlocked");
    public static readonly BadgeState Frozen = new(Meaning.Info, Common.Icon.Freeze, "StateFrozen");
    public static readonly BadgeState Drawn = new(Meaning.Info, Common.Icon.Dice, "StateDrawn");
}
