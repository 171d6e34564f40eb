using System.Globalization;

namespace ConvoStudio.Web.Api;

/// <summary>The body is larger than allowed. Answered as 413.</summary>
internal sealed class RequestTooLargeException(int limit) : Exception(
    string.Create(CultureInfo.InvariantCulture, $"The request is larger than {limit:N0} bytes."));
