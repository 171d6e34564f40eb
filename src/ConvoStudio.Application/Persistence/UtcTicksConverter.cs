using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ConvoStudio.Application.Persistence;

/// <summary>Times as UTC ticks: SQLite cannot order a DateTimeOffset.</summary>
public sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
