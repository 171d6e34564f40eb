using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Simulations;

/// <summary>A simulated run of an experiment. Its log is a file of its own; this row says what it was and where it stands.</summary>
public sealed class Rehearsal
{
    private Rehearsal()
    {
    }

    public Guid Id { get; private set; }

    public string PlaybookKey { get; private set; } = "";

    public string ExperimentKey { get; private set; } = "";

    public string ExperimentName { get; private set; } = "";

    public int Seed { get; private set; }

    /// <summary>Simulated customers, one conversation each.</summary>
    public int Customers { get; private set; }

    public Guid JobId { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>Hash of the configuration that was rehearsed; null until it ran.</summary>
    public string? ConfigurationHash { get; private set; }

    /// <summary>Digest of its log; the same seed gives the same one. Null until finished.</summary>
    public string? LogDigest { get; private set; }

    /// <summary>Held-out quality of the simulated customers: conversion AUC and how much better than order-0 they foretell an answer, in nats a turn.</summary>
    public double? CustomerAuc { get; private set; }

    public double? CustomerLikelihoodGain { get; private set; }

    /// <summary>Hex SHA-256 of the written customers it is played with; null when they are fitted to imported conversations.</summary>
    public string? CustomersHash { get; private set; }

    /// <summary>Nothing was fitted: these customers are as somebody wrote them.</summary>
    public bool HasWrittenCustomers => CustomersHash is not null;

    public static Rehearsal Create(Guid id, string playbook, string experiment, string name, int seed, int customers, Guid job, string by, DateTimeOffset at, string? customersHash = null) => new()
    {
        Id = id,
        PlaybookKey = playbook,
        ExperimentKey = experiment,
        ExperimentName = name,
        Seed = seed,
        Customers = customers,
        JobId = job,
        CreatedBy = by,
        CreatedAt = at,
        CustomersHash = customersHash,
    };

    internal void Judge(double auc, double likelihoodGain) => (CustomerAuc, CustomerLikelihoodGain) = (auc, likelihoodGain);

    internal void Finish(string configurationHash, string logDigest, DateTimeOffset at) =>
        (ConfigurationHash, LogDigest, FinishedAt) = (configurationHash, logDigest, at);
}

internal sealed class RehearsalConfiguration : IEntityTypeConfiguration<Rehearsal>
{
    public void Configure(EntityTypeBuilder<Rehearsal> rehearsal)
    {
        rehearsal.Property(r => r.Id).ValueGeneratedNever();
        rehearsal.Property(r => r.PlaybookKey).HasMaxLength(64);
        rehearsal.Property(r => r.ExperimentKey).HasMaxLength(64);
        rehearsal.Property(r => r.ExperimentName).HasMaxLength(100);
        rehearsal.Property(r => r.CreatedBy).HasMaxLength(200);
        rehearsal.Property(r => r.ConfigurationHash).HasMaxLength(64);
        rehearsal.Property(r => r.LogDigest).HasMaxLength(64);
        rehearsal.Property(r => r.CustomersHash).HasMaxLength(64);
        rehearsal.Ignore(r => r.HasWrittenCustomers);
        rehearsal.HasIndex(r => new { r.PlaybookKey, r.CreatedAt });
    }
}
