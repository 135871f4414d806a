package dev.tidings.client;

/** Which exception stands for which problem. */
final class ProblemKinds {
  private ProblemKinds() {}

  static ProblemException exception(Problem problem) {
    return switch (problem.getCode()) {
      case "not-subscribed" -> new NotSubscribedException(problem);
      case "queue-full" -> new QueueFullException(problem);
      case "outcome-unknown" -> new OutcomeUnknownException(problem);
      case "too-many-attempts" -> new TooManyAttemptsException(problem);
      default -> byStatus(problem);
    };
  }

  /** A newer node may have codes that are not known here. */
  private static ProblemException byStatus(Problem problem) {
    return switch (problem.getStatus()) {
      case 401, 407 -> new NotAuthenticatedException(problem);
      case 403 -> new AccessDeniedException(problem);
      case 404, 410 -> new NotFoundException(problem);
      case 409, 412, 423 -> new ConflictException(problem);
      case 408, 429, 502, 503, 504 -> new UnavailableException(problem);
      default ->
          problem.getStatus() >= 500
              ? new ServerErrorException(problem)
              : new InvalidRequestException(problem);
    };
  }
}
