using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Baselines;
using ConvoStudio.Engine.Policies.ContextFree;
using ConvoStudio.Engine.Policies.LeastSquares;

namespace ConvoStudio.Application.Policies;

/// <summary>Makes policies from their configuration and the blobs it names.</summary>
internal static class PolicyFactory
{
    public static bool Learns(PolicyPart policy) => Learns(policy.Kind);

    public static bool Learns(PolicyKind kind) => kind is PolicyKind.LinearBandit or PolicyKind.AdaptiveBandit or PolicyKind.BetaThompson or PolicyKind.GaussianThompson;

    /// <summary>True when a longer encoder may say more to it: what it could not look up before may be there now.</summary>
    public static bool ReadsLayout(PolicyPart policy) => policy.Kind == PolicyKind.Script;

    /// <summary>A learner that has decided nothing yet; it may have started from what was imported.</summary>
    /// <param name="configuration">The one that activates it.</param>
    /// <exception cref="InvalidDataException">Its settings are missing, have changed or cannot be read.</exception>
    public static ILearner CreateLearner(PolicyPart policy, PlaybookConfiguration configuration, IDecisionLog log) => policy.Kind switch
    {
        PolicyKind.LinearBandit => CreateLinear(policy, configuration, log),
        PolicyKind.AdaptiveBandit => new AdaptiveBanditLearner(configuration.Encoder.Length, Settings(policy, log).ToAdaptive(policy.Floor)),
        PolicyKind.BetaThompson => new ContextFreeLearner(Settings(policy, log).ToContextFree(ContextFreeModel.Beta, policy.Floor)),
        PolicyKind.GaussianThompson => new ContextFreeLearner(Settings(policy, log).ToContextFree(ContextFreeModel.Gaussian, policy.Floor)),
        _ => throw new InvalidOperationException($"A policy of kind {policy.Kind} does not learn."),
    };

    public static ILearner LoadLearner(PolicyPart policy, ReadOnlySpan<byte> checkpoint) => policy.Kind switch
    {
        PolicyKind.LinearBandit => LinearBanditLearner.Load(checkpoint),
        PolicyKind.AdaptiveBandit => AdaptiveBanditLearner.Load(checkpoint),
        PolicyKind.BetaThompson or PolicyKind.GaussianThompson => ContextFreeLearner.Load(checkpoint),
        _ => throw new InvalidOperationException($"A policy of kind {policy.Kind} does not learn."),
    };

    /// <summary>Settings of a learner.</summary>
    /// <exception cref="InvalidDataException">They are missing, have changed or cannot be read.</exception>
    public static LearnerSettings Settings(PolicyPart policy, IDecisionLog log) =>
        policy.ParametersHash is null ? LearnerSettings.Default : LearnerSettings.Load(Parameters(policy, log).Span);

    /// <summary>A policy that does not learn.</summary>
    /// <param name="encoder">Layout of the contexts it will see: a script looks its words up in it.</param>
    /// <exception cref="InvalidDataException">Its parameters are missing or have changed.</exception>
    public static IPolicySnapshot CreateFixed(PolicyPart policy, EncoderSchema encoder, IDecisionLog log) => policy.Kind switch
    {
        PolicyKind.Uniform => new UniformPolicy(),
        PolicyKind.FixedAction => new FixedActionPolicy(policy.Action ?? throw new InvalidDataException($"Policy {policy.Id} names no action."), policy.Floor),
        PolicyKind.BehaviorClone => new BehaviorClonePolicy(BehaviorClone.Load(Parameters(policy, log).Span), policy.Floor),
        PolicyKind.Script => new ScriptPolicy(TalkScript.Load(Parameters(policy, log).Span), encoder, policy.Floor),
        _ => throw new InvalidOperationException($"A policy of kind {policy.Kind} learns."),
    };

    private static LinearBanditLearner CreateLinear(PolicyPart policy, PlaybookConfiguration configuration, IDecisionLog log)
    {
        var settings = Settings(policy, log);
        var learner = new LinearBanditLearner(configuration.Encoder.Length, settings.ToLinear(policy.Floor));
        settings.WarmStart?.Teach(learner, configuration, log);
        return learner;
    }

    private static ReadOnlyMemory<byte> Parameters(PolicyPart policy, IDecisionLog log)
    {
        var hash = policy.ParametersHash ?? throw new InvalidDataException($"Policy {policy.Id} names no parameters.");
        var blob = log.FindBlob(Convert.FromHexString(hash)) ?? throw new InvalidDataException($"The parameters of policy {policy.Id} are missing from the log.");
        return ConfigurationHash.Of(blob.Bytes.Span) == hash
            ? blob.Bytes
            : throw new InvalidDataException($"The stored parameters of policy {policy.Id} do not match their hash.");
    }
}
