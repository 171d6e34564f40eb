namespace ConvoStudio.Application.Configurations;

/// <summary>A configuration in force, with hashes of the whole and of its parts (hex SHA-256).</summary>
public sealed record ActiveConfiguration(
    PlaybookConfiguration Configuration, string Hash, long ActivatedSequence,
    string PlaybookHash, string EncoderHash, string RulesHash, string RewardHash, IReadOnlyDictionary<string, string> PolicyHashes)
{
    public static ActiveConfiguration From(PlaybookConfiguration configuration, long activatedSequence) => new(
        configuration, ConfigurationHash.Of(ConfigurationHash.CanonicalBytes(configuration)), activatedSequence,
        ConfigurationHash.OfPart(configuration.Definition), ConfigurationHash.OfPart(configuration.Encoder),
        ConfigurationHash.OfPart(configuration.Rules), ConfigurationHash.OfPart(configuration.Reward),
        configuration.Policies.ToDictionary(p => p.Id, ConfigurationHash.OfPart, StringComparer.Ordinal));
}

/// <summary>Configurations in force by playbook: a fold of the log's config-activated entries.</summary>
public interface IConfigurations
{
    ActiveConfiguration? Find(string playbook);

    IReadOnlyCollection<string> Playbooks { get; }

    /// <summary>Writes a config-activated entry with the bytes as a blob; in force when the returned task is done.</summary>
    /// <param name="blobs">Parameter blobs of policies the configuration names, stored in the same commit.</param>
    Task<ActiveConfiguration> ActivateAsync(
        PlaybookConfiguration configuration, string? author, IReadOnlyList<Log.LogBlob>? blobs = null, CancellationToken cancellationToken = default);
}
